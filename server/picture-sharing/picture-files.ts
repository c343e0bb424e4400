import type { FileSource, SharedFile } from '@parley/core/files/shared-file.ts';
import type { PictureSize } from '@parley/core/picture-sharing/picture.ts';
import type { Database } from '../database/database.ts';
import { findFile, sharedFileOf } from '../files/file-rows.ts';

/** A checked picture of a conversation. */
export type PictureFile = SharedFile & { readonly picture: PictureSize };

/** The picture under this id in this conversation; null when it is none, is removed, or is another's. */
export async function findPicture(
  database: Database,
  fileId: string,
): Promise<{ readonly conversationId: string; readonly file: PictureFile } | null> {
  const row = await findFile(database, fileId);
  const file = row === null ? null : sharedFileOf(row);
  if (row === null || file === null || file.picture === null) return null;
  return { conversationId: row.conversationId, file: { ...file, picture: file.picture } };
}

/** Whether this person made it, for this purpose. */
export function isMadeBy(
  file: SharedFile,
  { personId, source }: { readonly personId: string; readonly source: FileSource },
): boolean {
  return file.madeBy.id === personId && file.source === source;
}
