import type { SharedFile } from '@parley/core/files/shared-file.ts';
import type { CSSProperties } from 'react';

const WIDEST = 280;
const HIGHEST = 220;

/** The room of a picture in the log before it is there: nothing jumps when it comes. */
export function boxOf(picture: NonNullable<SharedFile['picture']>): CSSProperties {
  const scale = Math.min(1, WIDEST / picture.width, HIGHEST / picture.height);
  const width = Math.max(24, Math.round(picture.width * scale));
  return { width, aspectRatio: `${picture.width} / ${picture.height}`, maxHeight: HIGHEST };
}
