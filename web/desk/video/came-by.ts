import type { CameBy } from '@parley/core/conversation/room.ts';
import { videoWords } from './video-words.ts';

/** The link by which a customer came, with the business's own reference. */
export function cameByInWords({ way, reference }: CameBy): string {
  const link = videoWords.cameBy[way];
  return reference === null ? link : `${link} · ${reference}`;
}
