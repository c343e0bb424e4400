import type { SharedFiles } from '../files/shared-files.ts';

/** A picture of the session, whole; null where it cannot be had now. */
export async function imageOf(
  files: Pick<SharedFiles, 'linkTo'>,
  fileId: string,
): Promise<HTMLImageElement | null> {
  const address = (await files.linkTo(fileId))?.picture ?? null;
  if (address === null) return null;
  const image = new Image();
  image.src = address;
  try {
    await image.decode();
    return image;
  } catch (error) {
    // Damaged, or the line was cut: both look the same from here.
    if (error instanceof DOMException) return null;
    throw error;
  }
}
