import { randomUUID } from 'node:crypto';
import type { FileSource } from '@parley/core/files/shared-file.ts';
import type { House, Seat } from './engine-house.ts';

export const PICTURE_SIZE = { width: 1280, height: 720 };

/** A checked picture as its row says: how it is uploaded is tested where files are. */
export async function pictureFile(
  house: House,
  by: Seat & { readonly personId: string },
  file: {
    readonly conversationId: string;
    readonly source: FileSource;
    readonly size?: { readonly width: number; readonly height: number } | null;
  },
): Promise<string> {
  const id = `file_${randomUUID()}`;
  const { conversationId, source, size = PICTURE_SIZE } = file;
  const role = by.who.role === 'customer' ? 'customer' : 'agent';
  await house.database.query({
    text: `INSERT INTO files (id, conversation_id, request_id, maker_role, maker_id, maker_name, source, state,
        name, asked_bytes, made_at, touched_at, sealed_key, type, size_bytes, sha256, width, height, for_customer)
      VALUES ($1, $2, $1, $3, $4, $5, $6, 'ready', 'picture.jpg', 1, 0, 0, '', 'image/jpeg', 1, '', $7, $8, $9)`,
    values: [
      ...[id, conversationId, role, by.personId, by.name, source],
      ...[size?.width ?? null, size?.height ?? null, role === 'customer' || source !== 'upload'],
    ],
  });
  return id;
}
