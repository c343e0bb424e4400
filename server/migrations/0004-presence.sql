-- What agents choose from, and how long they have after a call.

-- How long an agent of the queue has for code and note after a call; 0: none.
ALTER TABLE queues ADD COLUMN wrap_up_ms integer NOT NULL DEFAULT 60000 CHECK (wrap_up_ms >= 0);

-- Kept in facts by their names: what was chosen then stays what it was called then.
CREATE TABLE pause_reasons (
  name text PRIMARY KEY,
  place integer NOT NULL
);
INSERT INTO pause_reasons (name, place)
  VALUES ('Break', 1), ('Lunch', 2), ('Training', 3), ('Meeting', 4), ('Back office', 5);

CREATE TABLE wrap_up_codes (
  name text PRIMARY KEY,
  place integer NOT NULL
);
INSERT INTO wrap_up_codes (name, place)
  VALUES ('Resolved', 1), ('Follow-up', 2), ('Callback agreed', 3), ('Wrong department', 4),
    ('Dropped', 5);

-- What is set for the whole installation; always one row.
CREATE TABLE installation (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  -- Agents may come back from a pause on some channels only (Q4).
  partial_pause boolean NOT NULL DEFAULT true
);
INSERT INTO installation DEFAULT VALUES;
