import type { Millis } from '@parley/core/time.ts';
import type { Tx } from '../database/database.ts';
import { type FileRow, findFile } from './file-rows.ts';

/** That a message carries the photo. */
const IS_SENT = `EXISTS (
  SELECT 1 FROM events WHERE stream = 'conversation:' || files.conversation_id
    AND data->>'type' = 'message-sent' AND data->'file'->>'id' = files.id)`;

/** That its conversation's customer is asked for a photo now. */
const IS_WANTED = `EXISTS (
  SELECT 1 FROM conversations, jsonb_array_elements(value->'requests') AS request
  WHERE conversations.id = files.conversation_id
    AND request->>'what' = 'photo' AND request->>'outcome' IS NULL)`;

/** Whether it is a photo that its customer has not sent: until then it is there for nobody else. */
export async function isUnsentPhoto(
  tx: Tx,
  { id, source, wasShown }: Pick<FileRow, 'id' | 'source' | 'wasShown'>,
): Promise<boolean> {
  if (source !== 'photo' || wasShown) return false;
  const text = `SELECT 1 FROM files WHERE id = $1 AND ${IS_SENT}`;
  return (await tx.query({ text, values: [id] })).length === 0;
}

/** The file as far as this person may know of it; another's photo that was not sent is none. */
export async function findFileFor(tx: Tx, personId: string, id: string): Promise<FileRow | null> {
  const row = await findFile(tx, id);
  if (row === null || row.makerId === personId) return row;
  return (await isUnsentPhoto(tx, row)) ? null : row;
}

/** Photos that nobody waits for any more do not stay; of one conversation, or of all. */
export async function removeUnsentPhotos(
  tx: Tx,
  now: Millis,
  conversationId: string | null = null,
): Promise<void> {
  // One look at files, messages and requests together: what is being sent this moment is still asked for.
  await tx.query({
    text: `WITH gone AS (
             UPDATE files SET state = 'removed', sealed_key = NULL, touched_at = $1
             WHERE source = 'photo' AND state IN ('uploading', 'ready') AND NOT was_shown
               AND ($2::text IS NULL OR conversation_id = $2) AND NOT ${IS_SENT} AND NOT ${IS_WANTED}
             RETURNING id)
           DELETE FROM file_parts WHERE file_id IN (SELECT id FROM gone)`,
    values: [now, conversationId],
  });
}

/** Sent photos are looked after no longer; their message has told of them. */
export async function noteSentPhotos(tx: Tx): Promise<void> {
  await tx.query({
    text: `UPDATE files SET was_shown = true, told = true
           WHERE source = 'photo' AND state = 'ready' AND NOT was_shown AND ${IS_SENT}`,
  });
}
