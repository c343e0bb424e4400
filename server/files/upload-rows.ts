import {
  CONVERSATION_BYTES,
  CONVERSATION_FILES,
  type FileRefusal,
  OPEN_UPLOADS,
  UPLOADS_PER_HOUR,
} from '@parley/contracts/files.ts';
import type { FileMaker, FileSource, FileType } from '@parley/core/files/shared-file.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Database, Tx } from '../database/database.ts';

const HOUR_MS = 3_600_000;

/** A file that somebody wants to upload. */
export type Wanted = {
  readonly id: string;
  readonly conversationId: string;
  readonly requestId: string;
  readonly maker: FileMaker;
  readonly source: FileSource;
  readonly name: string;
  readonly sizeBytes: number;
  readonly forCustomer: boolean;
  readonly sealedKey: Buffer;
};

export type Begun =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly code: 'too-many-files' }
  | { readonly ok: false; readonly code: 'too-many'; readonly retryAfterMs: number };

/** Writes a new upload down, or finds the one that was asked for before. */
export function beginUpload(database: Database, wanted: Wanted, now: Millis): Promise<Begun> {
  return database.transaction(async (tx) => {
    // One conversation's uploads are counted one after the other.
    await tx.query({
      text: `SELECT pg_advisory_xact_lock(hashtextextended('files ' || $1, 0))`,
      values: [wanted.conversationId],
    });
    const known = await askedBefore(tx, wanted);
    if (known !== null) return { ok: true, id: known };
    const refused = await refusedFor(tx, wanted, now);
    if (refused !== null) return refused;
    const { id, conversationId, requestId, maker, source, name, sizeBytes } = wanted;
    await tx.query({
      text: `INSERT INTO files (id, conversation_id, request_id, maker_role, maker_id, maker_name,
               source, state, name, asked_bytes, made_at, touched_at, sealed_key, for_customer)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 'uploading', $8, $9, $10, $10, $11, $12)`,
      values: [
        ...[id, conversationId, requestId, maker.role, maker.id, maker.name],
        ...[source, name, sizeBytes, now, wanted.sealedKey, wanted.forCustomer],
      ],
    });
    return { ok: true, id };
  });
}

async function askedBefore(
  tx: Tx,
  { conversationId, maker, requestId }: Wanted,
): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>({
    text: `SELECT id FROM files
           WHERE conversation_id = $1 AND maker_id = $2 AND request_id = $3`,
    values: [conversationId, maker.id, requestId],
  });
  return row?.id ?? null;
}

async function refusedFor(tx: Tx, wanted: Wanted, now: Millis): Promise<Begun | null> {
  const [held] = await tx.query<{ files: number; bytes: number; open: number }>({
    text: `SELECT count(*) AS files, coalesce(sum(coalesce(size_bytes, asked_bytes)), 0)::bigint AS bytes,
             count(*) FILTER (WHERE state = 'uploading' AND maker_id = $2) AS open
           FROM files WHERE conversation_id = $1 AND state IN ('uploading', 'ready')`,
    values: [wanted.conversationId, wanted.maker.id],
  });
  const { files = 0, bytes = 0, open = 0 } = held ?? {};
  const isFull = files >= CONVERSATION_FILES || bytes + wanted.sizeBytes > CONVERSATION_BYTES;
  if (isFull || open >= OPEN_UPLOADS) return { ok: false, code: 'too-many-files' };
  const [begun] = await tx.query<{ count: number; first: Millis | null }>({
    text: `SELECT count(*) AS count, min(made_at) AS first FROM files
           WHERE maker_id = $1 AND made_at > $2`,
    values: [wanted.maker.id, now - HOUR_MS],
  });
  const { count = 0, first = null } = begun ?? {};
  if (count < UPLOADS_PER_HOUR) return null;
  return { ok: false, code: 'too-many', retryAfterMs: (first ?? now) + HOUR_MS - now };
}

export type Part = { readonly offset: number; readonly sizeBytes: number; readonly sealed: Buffer };

/** Adds the bytes that follow on those that are there; what came before is not stored twice. */
export function addPart(
  database: Database,
  { id, offset, sizeBytes, sealed }: Part & { readonly id: string },
  now: Millis,
): Promise<{ readonly ok: boolean; readonly receivedBytes: number } | null> {
  return database.transaction(async (tx) => {
    const [row] = await tx.query<{ received: number; asked: number }>({
      text: `SELECT received_bytes AS received, asked_bytes AS asked FROM files
             WHERE id = $1 AND state = 'uploading' FOR UPDATE`,
      values: [id],
    });
    if (row === undefined) return null;
    const { received, asked } = row;
    const end = offset + sizeBytes;
    if (end <= received) return { ok: true, receivedBytes: received };
    if (offset !== received || end > asked) return { ok: false, receivedBytes: received };
    await tx.query({
      text: 'INSERT INTO file_parts (file_id, at_byte, sealed) VALUES ($1, $2, $3)',
      values: [id, offset, sealed],
    });
    await tx.query({
      text: 'UPDATE files SET received_bytes = $2, touched_at = $3 WHERE id = $1',
      values: [id, end, now],
    });
    return { ok: true, receivedBytes: end };
  });
}

/** The bytes that have arrived, in their order. */
export function readParts(
  tx: Tx,
  id: string,
): Promise<readonly { readonly offset: number; readonly sealed: Buffer }[]> {
  return tx.query({
    text: `SELECT at_byte AS offset, sealed FROM file_parts WHERE file_id = $1 ORDER BY at_byte`,
    values: [id],
  });
}

/** Says that something of it may lie in the store from now on; false when nobody wants it any more. */
export async function beginStoring(tx: Tx, id: string, now: Millis): Promise<boolean> {
  const rows = await tx.query({
    text: `UPDATE files SET is_stored = true, touched_at = $2
           WHERE id = $1 AND state = 'uploading' RETURNING id`,
    values: [id, now],
  });
  return rows.length > 0;
}

export type Checked = {
  readonly name: string;
  readonly type: FileType;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly width: number | null;
  readonly height: number | null;
};

/** The content lies in the store: the file is there. */
export async function endUpload(
  tx: Tx,
  { id, name, type, sizeBytes, sha256, width, height }: Checked & { readonly id: string },
  now: Millis,
): Promise<void> {
  await tx.query({
    text: `WITH done AS (UPDATE files SET state = 'ready', name = $2, type = $3, size_bytes = $4,
               sha256 = $5, width = $6, height = $7, touched_at = $8
             WHERE id = $1 AND state = 'uploading' RETURNING id)
           DELETE FROM file_parts WHERE file_id IN (SELECT id FROM done)`,
    values: [id, name, type, sizeBytes, sha256, width, height, now],
  });
}

/** It is not taken; nothing of it is kept but why. */
export async function refuseUpload(
  tx: Tx,
  { id, reason }: { readonly id: string; readonly reason: FileRefusal },
  now: Millis,
): Promise<void> {
  await tx.query({
    text: `WITH done AS (UPDATE files SET state = 'refused', reason = $2, sealed_key = NULL, touched_at = $3
             WHERE id = $1 AND state = 'uploading' RETURNING id)
           DELETE FROM file_parts WHERE file_id IN (SELECT id FROM done)`,
    values: [id, reason, now],
  });
}

/** Uploads that nobody goes on with are cancelled. */
export async function giveUpUploads(tx: Tx, before: Millis, now: Millis): Promise<void> {
  await tx.query({
    text: `WITH done AS (UPDATE files SET state = 'removed', sealed_key = NULL, touched_at = $2
             WHERE state = 'uploading' AND touched_at < $1 RETURNING id)
           DELETE FROM file_parts WHERE file_id IN (SELECT id FROM done)`,
    values: [before, now],
  });
}

/** Files whose content is to be taken out of the store, once nobody can still be putting it there. */
export function leftInStore(tx: Tx, before: Millis): Promise<readonly { readonly id: string }[]> {
  return tx.query({
    text: `SELECT id FROM files
           WHERE state IN ('refused', 'removed') AND is_stored AND touched_at < $1 LIMIT 100`,
    values: [before],
  });
}

export async function noteTakenOut(tx: Tx, id: string): Promise<void> {
  await tx.query({ text: 'UPDATE files SET is_stored = false WHERE id = $1', values: [id] });
}
