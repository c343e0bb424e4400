import type { FileSource, SharedFile } from '@parley/core/files/shared-file.ts';
import type { PictureSize } from '@parley/core/picture-sharing/picture.ts';
import type { Database } from '../database/database.ts';
import { sharedFileOf } from '../files/file-rows.ts';
import { findFileFor } from '../files/unsent-photos.ts';

/** A checked picture of a conversation. */
export type PictureFile = SharedFile & { readonly picture: PictureSize };

/** The picture under this id, as far as this person may know of it; null when it is none or is removed. */
export async function findPicture(
  database: Database,
  personId: string,
  fileId: string,
): Promise<{ readonly conversationId: string; readonly file: PictureFile } | null> {
  const row = await findFileFor(database, personId, fileId);
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
