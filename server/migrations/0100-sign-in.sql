-- Only hashes of session and customer tokens are kept: who reads this table can sign in as nobody.
CREATE TABLE sessions (
  id text PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  staff_id text NOT NULL REFERENCES staff ON DELETE CASCADE,
  browser text NOT NULL,
  -- The pages opened with it: what they hold ends with the session.
  tabs text[] NOT NULL DEFAULT '{}',
  started_at bigint NOT NULL,
  last_seen_at bigint NOT NULL
);
CREATE INDEX sessions_by_staff ON sessions (staff_id);

CREATE TABLE customer_tokens (
  token_hash bytea PRIMARY KEY,
  conversation_id text NOT NULL,
  person_id text NOT NULL,
  entry_id text NOT NULL REFERENCES entries,
  name text NOT NULL,
  made_at bigint NOT NULL
);

-- Failed sign-ins under one key (an address, an account, or both) and when the next try is free.
CREATE TABLE sign_in_delays (
  key text PRIMARY KEY,
  failures integer NOT NULL,
  last_at bigint NOT NULL,
  free_at bigint NOT NULL
);
CREATE INDEX sign_in_delays_by_age ON sign_in_delays (last_at);

-- Addresses from which a member of staff has signed in: strangers' failures do not slow these down.
CREATE TABLE known_addresses (
  staff_id text NOT NULL REFERENCES staff ON DELETE CASCADE,
  address_hash bytea NOT NULL,
  last_at bigint NOT NULL,
  PRIMARY KEY (staff_id, address_hash)
);

CREATE TABLE audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at bigint NOT NULL,
  staff_id text,
  what text NOT NULL,
  facts jsonb NOT NULL
);
CREATE INDEX audit_by_staff ON audit (staff_id, at);
