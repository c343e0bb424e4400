import type { Upload } from '@parley/contracts/files.ts';
import type { FileSource, FileType, SharedFile } from '@parley/core/files/shared-file.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Tx } from '../database/database.ts';

/** A file as its row says. */
export type FileRow = {
  readonly id: string;
  readonly conversationId: string;
  readonly makerRole: 'customer' | 'agent';
  readonly makerId: string;
  readonly makerName: string;
  readonly source: FileSource;
  readonly state: Upload['state'];
  readonly reason: string | null;
  readonly name: string;
  readonly askedBytes: number;
  readonly receivedBytes: number;
  readonly madeAt: Millis;
  readonly sealedKey: Buffer | null;
  readonly type: FileType | null;
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly forCustomer: boolean;
  readonly told: boolean;
  /** It is known that the conversation's stream names it to both sides. */
  readonly wasShown: boolean;
};

const COLUMNS = `id, conversation_id AS "conversationId", maker_role AS "makerRole", maker_id AS "makerId",
  maker_name AS "makerName", source, state, reason, name, asked_bytes AS "askedBytes",
  received_bytes AS "receivedBytes", made_at AS "madeAt", sealed_key AS "sealedKey", type,
  size_bytes AS "sizeBytes", sha256, width, height, for_customer AS "forCustomer", told,
  was_shown AS "wasShown"`;

export async function findFile(tx: Tx, id: string): Promise<FileRow | null> {
  const [row] = await tx.query<FileRow>({
    name: 'file_by_id',
    text: `SELECT ${COLUMNS} FROM files WHERE id = $1`,
    values: [id],
  });
  return row ?? null;
}

/** The ready files among these that are in the conversation. */
export function readyFiles(
  tx: Tx,
  conversationId: string,
  ids: readonly string[],
): Promise<readonly FileRow[]> {
  return tx.query<FileRow>({
    text: `SELECT ${COLUMNS} FROM files
           WHERE id = ANY ($2) AND conversation_id = $1 AND state = 'ready'`,
    values: [conversationId, ids],
  });
}

/** Files whose coming has not been told a while after they were ready: their server died in between. Photos are told when sent. */
export function untoldFiles(tx: Tx, before: Millis): Promise<readonly FileRow[]> {
  return tx.query<FileRow>({
    text: `SELECT ${COLUMNS} FROM files
           WHERE state = 'ready' AND NOT told AND source <> 'photo' AND touched_at < $1 LIMIT 100`,
    values: [before],
  });
}

/** What the file is to everybody else; null while it is not ready. */
export function sharedFileOf(row: FileRow): SharedFile | null {
  const { type, sizeBytes, sha256, width, height } = row;
  if (row.state !== 'ready' || type === null || sizeBytes === null || sha256 === null) return null;
  return {
    id: row.id,
    name: row.name,
    type,
    sizeBytes,
    sha256,
    picture: width === null || height === null ? null : { width, height },
    madeBy: { role: row.makerRole, id: row.makerId, name: row.makerName },
    at: row.madeAt,
    source: row.source,
    forCustomer: row.forCustomer,
  };
}

/** The upload as its page is told. */
export function uploadOf(row: FileRow): Upload {
  const { id, state, askedBytes, receivedBytes, reason } = row;
  return {
    fileId: id,
    state,
    sizeBytes: askedBytes,
    receivedBytes,
    reason,
    file: sharedFileOf(row),
  };
}

/** From now on the customer can open it; false when it is not there any more. */
export async function showToCustomer(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.query({
    text: `UPDATE files SET for_customer = true WHERE id = $1 AND state = 'ready' RETURNING id`,
    values: [id],
  });
  return rows.length > 0;
}

export async function noteTold(tx: Tx, id: string): Promise<void> {
  await tx.query({ text: 'UPDATE files SET told = true WHERE id = $1', values: [id] });
}

/** Whether it is the picture on which both sides draw now; it stays so until the transaction is over. */
export async function isDrawnOn(
  tx: Tx,
  { conversationId, id }: Pick<FileRow, 'conversationId' | 'id'>,
): Promise<boolean> {
  const [row] = await tx.query<{ fileId: string | null }>({
    text: `SELECT value->'picture'->>'fileId' AS "fileId" FROM conversations WHERE id = $1 FOR UPDATE`,
    values: [conversationId],
  });
  return row?.fileId === id;
}

/** Its content can be read by nobody from now on; its key is gone. False when it was gone already. */
export async function removeFile(tx: Tx, id: string, now: Millis): Promise<boolean> {
  const rows = await tx.query({
    text: `WITH gone AS (DELETE FROM file_parts WHERE file_id = $1)
           UPDATE files SET state = 'removed', sealed_key = NULL, touched_at = $2
           WHERE id = $1 AND state IN ('uploading', 'ready') RETURNING id`,
    values: [id, now],
  });
  return rows.length > 0;
}
