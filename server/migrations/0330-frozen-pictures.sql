-- Whether it is known that somebody was shown a frozen or flattened picture: by its name in the conversation's stream. Until
-- then it may be left over from a press that lost, and is looked after.
ALTER TABLE files ADD COLUMN was_shown boolean NOT NULL DEFAULT false;
CREATE INDEX files_unshown ON files (touched_at)
  WHERE state = 'ready' AND source IN ('screenshot', 'drawing') AND NOT was_shown;
