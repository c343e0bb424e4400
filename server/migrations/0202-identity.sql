-- Keys with which a host's server signs who its customers are. HMAC needs them as they are, so they are kept
-- encrypted with a key that comes from the installation's secret: who reads this table can sign for nobody.
CREATE TABLE entry_keys (
  id text PRIMARY KEY,
  entry_id text NOT NULL REFERENCES entries ON DELETE CASCADE,
  label text NOT NULL,
  sealed bytea NOT NULL,
  made_at bigint NOT NULL,
  made_by text NOT NULL,
  last_used_at bigint,
  revoked_at bigint
);
CREATE INDEX entry_keys_by_entry ON entry_keys (entry_id, made_at);

-- Signed tokens that were shown, until they are over: each serves once. used_by lets a repeated command find itself.
CREATE TABLE used_identities (
  entry_id text NOT NULL,
  jti text NOT NULL,
  used_by text NOT NULL,
  until bigint NOT NULL,
  PRIMARY KEY (entry_id, jti)
);
CREATE INDEX used_identities_by_age ON used_identities (until);
