import { FILE_BYTES, PICTURE_POINTS, PICTURE_SIDE } from '@parley/contracts/limits.ts';

type Size = { readonly width: number; readonly height: number };

/** A photo as it is sent: as it was taken where it can be, made smaller where it must; null where the device cannot. */
export async function fitPhoto(photo: File, shown: HTMLImageElement): Promise<Blob | null> {
  const { naturalWidth: width, naturalHeight: height } = shown;
  const limits = { points: PICTURE_POINTS, side: PICTURE_SIDE };
  const fits = fittedSize({ width, height }, limits);
  const isTaken = TAKEN.includes(photo.type) && photo.size <= FILE_BYTES;
  if (fits.width === width && isTaken) return photo;
  // Some devices paint no canvas as large as we would take it.
  return (await painted(shown, fits)) ?? painted(shown, fittedSize(fits, SMALL_CANVAS));
}

/** The pictures that the server reads; what else a browser can show (HEIC, BMP) is painted. */
const TAKEN: readonly string[] = [
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/avif',
];

/** What every phone's browser can paint. */
const SMALL_CANVAS = { points: 4_096 * 4_096, side: 4_096 };

const QUALITIES = [0.92, 0.8, 0.6];

async function painted(shown: HTMLImageElement, { width, height }: Size): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.drawImage(shown, 0, 0, width, height);
  for (const quality of QUALITIES) {
    const made = await new Promise<Blob | null>((resolve) =>
      canvas.toBlob(resolve, 'image/jpeg', quality),
    );
    if (made === null || made.size <= FILE_BYTES) return made;
  }
  return null;
}

/** The largest size of the same shape within these limits. */
export function fittedSize(
  { width, height }: Size,
  { points, side }: { readonly points: number; readonly side: number },
): Size {
  const most = Math.min(
    1,
    side / Math.max(width, height, 1),
    Math.sqrt(points / Math.max(1, width * height)),
  );
  if (most === 1) return { width, height };
  return { width: Math.floor(width * most), height: Math.floor(height * most) };
}
