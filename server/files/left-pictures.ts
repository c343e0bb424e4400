import type { FileMaker } from '@parley/core/files/shared-file.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Database, Tx } from '../database/database.ts';
import type { FileFacts } from './file-facts.ts';
import { removeFile } from './file-rows.ts';

type Parts = {
  readonly database: Database;
  readonly facts: Pick<FileFacts, 'removed'>;
  readonly now: () => Millis;
};

/** Whoever froze or flattened a picture has shared or sent it long before. */
const LEFT_MS = 5 * 60_000;

/**
 * Takes away frozen pictures that never became the shared one and flattened ones that were not sent: the other side was
 * first, or the page that made them is gone.
 */
export async function removeLeftPictures({ database, facts, now }: Parts): Promise<void> {
  for (const one of await unshownPictures(database, now() - LEFT_MS)) {
    if (one.isNamed) await noteShown(database, one.id);
    // Told first: whoever does it again finds the file still there.
    else if (await facts.removed(one.conversationId, one.id, one.madeBy)) {
      await removeFile(database, one.id, now());
    }
  }
}

type Unshown = {
  readonly id: string;
  readonly conversationId: string;
  readonly madeBy: FileMaker;
  /** The conversation's stream says more of it than that it came. */
  readonly isNamed: boolean;
};

function unshownPictures(tx: Tx, before: Millis): Promise<readonly Unshown[]> {
  return tx.query<Unshown>({
    text: `SELECT id, conversation_id AS "conversationId",
        jsonb_build_object('role', maker_role, 'id', maker_id, 'name', maker_name) AS "madeBy",
        EXISTS (
          SELECT 1 FROM events WHERE stream = 'conversation:' || conversation_id
            AND data->>'type' IN ('picture-shared', 'picture-sent', 'message-sent')
            AND files.id IN (data->>'fileId', data->'file'->>'id')
        ) AS "isNamed"
      FROM files
      WHERE state = 'ready' AND source IN ('screenshot', 'drawing') AND NOT was_shown
        AND touched_at < $1 LIMIT 100`,
    values: [before],
  });
}

async function noteShown(tx: Tx, id: string): Promise<void> {
  await tx.query({ text: 'UPDATE files SET was_shown = true WHERE id = $1', values: [id] });
}
