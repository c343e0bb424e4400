-- Guessing at codes is counted for all servers together. Nothing of it outlives a crash of the database,
-- so that counting a guess costs no write to the disk.
CREATE UNLOGGED TABLE link_guesses (
  -- A hash: the table says nothing of where people are.
  source text PRIMARY KEY,
  failures integer NOT NULL,
  last_at bigint NOT NULL,
  -- The bucket of a source that has failed too often: full at this instant.
  full_at bigint NOT NULL
);
CREATE INDEX link_guesses_by_age ON link_guesses (last_at);

-- What all sources may do together.
CREATE UNLOGGED TABLE shared_buckets (
  name text PRIMARY KEY,
  full_at bigint NOT NULL,
  -- Whether the last one who asked got one.
  was_taken boolean NOT NULL
);

-- Takes one from a bucket that gets one back every so often; false when it is empty.
CREATE FUNCTION take_one(p_name text, p_now bigint, p_every_ms bigint, p_slack_ms bigint)
RETURNS boolean LANGUAGE sql AS $$
  INSERT INTO shared_buckets AS b (name, full_at, was_taken)
    VALUES (p_name, p_now + p_every_ms, true)
  ON CONFLICT (name) DO UPDATE SET
    was_taken = b.full_at <= p_now + p_slack_ms,
    full_at = CASE WHEN b.full_at <= p_now + p_slack_ms
      THEN greatest(b.full_at, p_now) + p_every_ms ELSE b.full_at END
  RETURNING was_taken
$$;
