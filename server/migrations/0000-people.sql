-- Staff, the queues they serve, and the entries customers come through.
CREATE TABLE staff (
  id text PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL UNIQUE,
  role text NOT NULL CHECK (role IN ('agent', 'supervisor', 'admin')),
  password_hash text NOT NULL,
  must_change_password boolean NOT NULL DEFAULT false,
  -- Made by the first start, and nobody has been told the password yet.
  is_untold boolean NOT NULL DEFAULT false,
  password_changed_at bigint NOT NULL
);

-- Hashes of passwords no longer valid: the last few may not be taken again.
CREATE TABLE former_passwords (
  staff_id text NOT NULL REFERENCES staff ON DELETE CASCADE,
  password_hash text NOT NULL,
  until bigint NOT NULL
);
CREATE INDEX former_passwords_by_staff ON former_passwords (staff_id, until DESC);

CREATE TABLE queues (
  id text PRIMARY KEY,
  name text NOT NULL
);

CREATE TABLE queue_members (
  queue_id text NOT NULL REFERENCES queues ON DELETE CASCADE,
  staff_id text NOT NULL REFERENCES staff ON DELETE CASCADE,
  PRIMARY KEY (queue_id, staff_id)
);
CREATE INDEX queue_members_by_staff ON queue_members (staff_id);

CREATE TABLE entries (
  id text PRIMARY KEY,
  name text NOT NULL,
  queue_id text NOT NULL REFERENCES queues,
  config jsonb NOT NULL
);
