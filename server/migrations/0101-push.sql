-- The installation's own name before push services (RFC 8292): one pair of keys, made at the first start.
CREATE TABLE push_keys (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  public_key bytea NOT NULL,
  private_key bytea NOT NULL
);

-- Browsers that may be told of offers while no page of theirs is alive; each ends with its session.
CREATE TABLE push_subscriptions (
  session_id text PRIMARY KEY REFERENCES sessions ON DELETE CASCADE,
  endpoint text NOT NULL UNIQUE,
  -- The browser's public key and secret (RFC 8291): only it can read what is pushed.
  p256dh bytea NOT NULL,
  auth bytea NOT NULL
);
