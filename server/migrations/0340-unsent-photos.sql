-- Photos that customers have not sent, or that were not yet noted as sent: each is looked after until it is sent or removed.
CREATE INDEX files_unsent_photos ON files (conversation_id)
  WHERE source = 'photo' AND state IN ('uploading', 'ready') AND NOT was_shown;
