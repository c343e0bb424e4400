import type { FileRefusal } from '@parley/contracts/files.ts';
import { PICTURE_POINTS, PICTURE_SIDE } from '@parley/contracts/limits.ts';
import type { PictureType } from '@parley/core/files/shared-file.ts';
import sharp, { type OutputInfo, type Sharp } from 'sharp';
import type { ReadablePicture } from './file-type.ts';

/**
 * A process of its own that reads what strangers send: it knows no secret, and when a picture breaks it or keeps it too
 * long, only it ends. Every picture is painted anew from its points, so that nothing else that was in the file goes on.
 */
export type PictureAsked = { readonly bytes: Uint8Array; readonly format: ReadablePicture };

/** The picture as it is kept, or why it is not. */
export type PictureMade =
  | {
      readonly ok: true;
      readonly type: PictureType;
      readonly bytes: Uint8Array;
      readonly width: number;
      readonly height: number;
      readonly preview: Uint8Array;
    }
  | {
      readonly ok: false;
      readonly reason: Extract<FileRefusal, 'picture-too-large' | 'picture-broken'>;
    };

const PREVIEW_SIDE = 640;
const PREVIEW_QUALITY = 80;
const QUALITY = 90;

/** The last few bytes are not worth the time: others wait. */
const EFFORT = 2;

const KEPT_AS = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/webp',
} as const satisfies Record<ReadablePicture, PictureType>;

const BROKEN = { ok: false, reason: 'picture-broken' } as const;
const TOO_LARGE = { ok: false, reason: 'picture-too-large' } as const;

// Of all that the library can read only what is taken.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((one) => `VipsForeignLoad${one}Buffer`),
});
sharp.cache(false);
sharp.concurrency(1);

function reading({ bytes, format }: PictureAsked): Sharp {
  return sharp(bytes, {
    limitInputPixels: PICTURE_POINTS,
    failOn: 'error',
    animated: format === 'gif' || format === 'webp',
  });
}

async function paint(asked: PictureAsked): Promise<PictureMade> {
  const about = await reading(asked).metadata();
  const { width, pages = 1, pageHeight = about.height } = about;
  if (about.format !== (asked.format === 'avif' ? 'heif' : asked.format)) return BROKEN;
  if (width > PICTURE_SIDE || pageHeight > PICTURE_SIDE) return TOO_LARGE;
  if (width * pageHeight * pages > PICTURE_POINTS) return TOO_LARGE;
  const { data, info } = await written(reading(asked).autoOrient(), KEPT_AS[asked.format]);
  const preview = await sharp(data)
    .resize({ width: PREVIEW_SIDE, height: PREVIEW_SIDE, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: PREVIEW_QUALITY })
    .toBuffer();
  const height = info.pageHeight ?? info.height;
  return { ok: true, type: KEPT_AS[asked.format], bytes: data, width: info.width, height, preview };
}

function written(picture: Sharp, type: PictureType): Promise<{ data: Buffer; info: OutputInfo }> {
  const options = { resolveWithObject: true } as const;
  switch (type) {
    case 'image/jpeg':
      return picture.jpeg({ quality: QUALITY }).toBuffer(options);
    case 'image/png':
      return picture.png().toBuffer(options);
    case 'image/webp':
      return picture.webp({ quality: QUALITY, effort: EFFORT }).toBuffer(options);
    case 'image/gif':
      return picture.gif({ effort: EFFORT }).toBuffer(options);
  }
}

/** What the library says of a picture it cannot read: too many points, or not a picture to its end. */
function refusalFor(error: unknown): PictureMade {
  const isTooLarge = error instanceof Error && /pixel limit|too large/i.test(error.message);
  return isTooLarge ? TOO_LARGE : BROKEN;
}

// Who ends the server from a terminal ends its children too: what is being painted is finished first.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
process.on('message', (asked: PictureAsked) => {
  void paint(asked)
    .catch(refusalFor)
    .then((made) => process.send?.(made));
});
