import type { PrivateBox, PrivateReport } from '@parley/contracts/page-mask.ts';
import type { Size } from '../call/picture-size.ts';

/** A report and when it came, on this page's clock. */
export type ReportCame = { readonly at: number; readonly report: PrivateReport };

/** What of a picture is painted over, in its own pixels. */
export type Mask = 'everything' | readonly PixelBox[];

/** Whole pixels of a picture. */
export type PixelBox = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** How long something stays hidden where it was. */
export const HIDDEN_STILL_MS = 500;

/** How far the shape of a picture may be from that of the page: pictures have whole pixels. */
const SHAPE_SLACK = 0.02;

/**
 * What is painted over in a picture of the page that came at `cameAt`, by what was reported before and since. Between two
 * reports a page may have scrolled through every place on the way: each thing is hidden in all of the box around its places.
 */
export function maskOf(
  reports: readonly ReportCame[],
  { size, cameAt }: { readonly size: Size; readonly cameAt: number },
): Mask {
  const since = cameAt - HIDDEN_STILL_MS;
  const counted = reports.slice(firstCounted(reports, since)).map(({ report }) => report);
  // Of another shape than the page, nobody knows what lies where in the picture.
  if (!counted.some(({ viewport }) => isSameShape(viewport, size))) return 'everything';
  const hulls = new Map<number, PrivateBox>();
  for (const { boxes } of counted) {
    if (boxes === null) return 'everything';
    for (const box of boxes) hulls.set(box.id, around(hulls.get(box.id) ?? box, box));
  }
  return [...hulls.values()].flatMap((hull) => inPixels(hull, size));
}

/** Reports come when something has changed: the last one before a time still held then. */
export function firstCounted(reports: readonly ReportCame[], since: number): number {
  return Math.max(
    0,
    reports.findLastIndex(({ at }) => at <= since),
  );
}

function isSameShape(page: Size, picture: Size): boolean {
  if (page.height === 0 || picture.height === 0) return false;
  const turn = page.width / page.height / (picture.width / picture.height);
  return Math.abs(turn - 1) <= SHAPE_SLACK;
}

function around(one: PrivateBox, other: PrivateBox): PrivateBox {
  return {
    id: one.id,
    left: Math.min(one.left, other.left),
    top: Math.min(one.top, other.top),
    right: Math.max(one.right, other.right),
    bottom: Math.max(one.bottom, other.bottom),
  };
}

/** None where all of it is outside of the picture. */
function inPixels({ left, top, right, bottom }: PrivateBox, size: Size): readonly PixelBox[] {
  const x = Math.max(0, Math.floor(left * size.width));
  const y = Math.max(0, Math.floor(top * size.height));
  const width = Math.min(size.width, Math.ceil(right * size.width)) - x;
  const height = Math.min(size.height, Math.ceil(bottom * size.height)) - y;
  return width > 0 && height > 0 ? [{ x, y, width, height }] : [];
}
