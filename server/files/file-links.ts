import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { FileLinks } from '@parley/contracts/files.ts';
import type { SharedFile } from '@parley/core/files/shared-file.ts';
import type { Millis } from '@parley/core/time.ts';

/** How a file is given out: saved, or a picture shown whole or small. */
export type FileUse = 'download' | 'picture' | 'preview';

export type Proved = {
  readonly fileId: string;
  readonly use: FileUse;
  /** Whom the address was made for. */
  readonly reader: string;
  readonly until: Millis;
};

/** Addresses of files that need no cookie: each is signed for one reader and use, and soon over. */
export type LinkSigner = {
  linksTo(file: SharedFile, reader: string, now: Millis): FileLinks['links'][number];
  /** Whether the address is one of ours and not over. */
  isProved(proved: Proved, proof: string, now: Millis): boolean;
};

/** Addresses asked for in one slot are the same, so that browsers keep the pictures; each lives one to two slots. */
const SLOT_MS = 300_000;

const KEY_BYTES = 32;

export function linkSigner(secret: string): LinkSigner {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'parley file links', KEY_BYTES));
  const proofOf = ({ fileId, use, reader, until }: Proved): Buffer =>
    createHmac('sha256', key)
      .update(JSON.stringify([fileId, use, reader, until]))
      .digest();
  return {
    linksTo(file, reader, now) {
      const until = (Math.floor(now / SLOT_MS) + 2) * SLOT_MS;
      const linkFor = (use: FileUse): string => {
        const proof = proofOf({ fileId: file.id, use, reader, until }).toString('base64url');
        const query = new URLSearchParams({ use, for: reader, until: String(until), proof });
        return `/files/${file.id}/${encodeURIComponent(file.name)}?${query}`;
      };
      const isPicture = file.picture !== null;
      return {
        fileId: file.id,
        download: linkFor('download'),
        picture: isPicture ? linkFor('picture') : null,
        preview: isPicture ? linkFor('preview') : null,
        until,
      };
    },
    isProved(proved, proof, now) {
      const given = Buffer.from(proof, 'base64url');
      const right = proofOf(proved);
      const isOurs = given.length === right.length && timingSafeEqual(given, right);
      return isOurs && now < proved.until;
    },
  };
}
