-- Files of conversations. The row is the record; the checked content lies in the store of files (disk or S3), sealed with
-- a key of its own that lies here, itself sealed with one that comes from the installation's secret. Without its key
-- (removed, refused) nothing of the content can be read any more, wherever a copy of it may lie.
CREATE TABLE files (
  id text PRIMARY KEY,
  conversation_id text NOT NULL REFERENCES conversations,
  -- The page's own name for its upload: asked twice, it is one.
  request_id text NOT NULL,
  maker_role text NOT NULL CHECK (maker_role IN ('customer', 'agent')),
  maker_id text NOT NULL,
  maker_name text NOT NULL,
  source text NOT NULL,
  state text NOT NULL CHECK (state IN ('uploading', 'ready', 'refused', 'removed')),
  reason text,
  name text NOT NULL,
  asked_bytes bigint NOT NULL,
  received_bytes bigint NOT NULL DEFAULT 0,
  made_at bigint NOT NULL,
  touched_at bigint NOT NULL,
  sealed_key bytea,
  -- Of the content as checked; null before.
  type text,
  size_bytes bigint,
  sha256 text,
  width integer,
  height integer,
  for_customer boolean NOT NULL,
  -- Whether the conversation's stream says that it came.
  told boolean NOT NULL DEFAULT false,
  -- Whether something of it may lie in the store: written before the first byte goes there.
  is_stored boolean NOT NULL DEFAULT false,
  UNIQUE (conversation_id, maker_id, request_id),
  CHECK (state <> 'ready' OR (type IS NOT NULL AND size_bytes IS NOT NULL AND sha256 IS NOT NULL AND sealed_key IS NOT NULL))
);
CREATE INDEX files_by_maker ON files (maker_id, made_at);
-- What is looked for again and again: uploads given up, files not told, contents to be taken away.
CREATE INDEX files_uploading ON files (touched_at) WHERE state = 'uploading';
CREATE INDEX files_untold ON files (touched_at) WHERE state = 'ready' AND NOT told;
CREATE INDEX files_left ON files (touched_at) WHERE state IN ('refused', 'removed') AND is_stored;

-- Bytes of uploads that are not finished, sealed with the file's key, so that any server can go on with any upload.
CREATE TABLE file_parts (
  file_id text NOT NULL REFERENCES files ON DELETE CASCADE,
  at_byte bigint NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (file_id, at_byte)
);
ALTER TABLE file_parts ALTER COLUMN sealed SET STORAGE EXTERNAL;
