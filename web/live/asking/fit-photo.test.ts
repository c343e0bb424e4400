import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { fitPhoto, fittedSize } from './fit-photo.ts';

const LIMITS = { points: 40_000_000, side: 8_192 };

test.each([
  ['a photo of 12 megapixels stays as it was taken', [4_032, 3_024], [4_032, 3_024]],
  ['one of 48 megapixels becomes the largest that is taken', [8_064, 6_048], [7_302, 5_477]],
  ['a panorama is as long as is taken', [16_384, 2_048], [8_192, 1_024]],
])('%s', (_name, [width = 0, height = 0], [w, h]) => {
  expect(fittedSize({ width, height }, LIMITS)).toEqual({ width: w, height: h });
});

test('whatever a camera takes is within the limits and keeps its shape', () => {
  const side = fc.integer({ min: 1, max: 30_000 });
  fc.assert(
    fc.property(side, side, (width, height) => {
      const made = fittedSize({ width, height }, LIMITS);
      expect(made.width * made.height).toBeLessThanOrEqual(LIMITS.points);
      expect(Math.max(made.width, made.height)).toBeLessThanOrEqual(LIMITS.side);
      expect(Math.abs(made.width * height - made.height * width)).toBeLessThanOrEqual(
        Math.max(width, height),
      );
    }),
  );
});

test.each([
  ['image/jpeg', 'image/jpeg'],
  ['image/avif', 'image/avif'],
  // Shown by some browsers, and read by no server of ours.
  ['image/heic', 'image/jpeg'],
  ['image/bmp', 'image/jpeg'],
  ['', 'image/jpeg'],
])('a photo of the type "%s" is sent as %s', async (type, sent) => {
  const toBlob = (made: (blob: Blob) => void, as: string): void =>
    made(new Blob(['p'], { type: as }));
  const canvas = { getContext: () => ({ drawImage: () => undefined }), toBlob };
  vi.stubGlobal('document', { createElement: () => canvas });
  const shown = { naturalWidth: 400, naturalHeight: 300 } as HTMLImageElement;
  expect((await fitPhoto(new File(['p'], 'photo', { type }), shown))?.type).toBe(sent);
  vi.unstubAllGlobals();
});
