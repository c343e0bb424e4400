import { describe, expect, test } from 'vitest';
import { cameraSending } from './encodings.ts';

const scales = (width: number, height: number): unknown[] =>
  (cameraSending({ width, height }).encodings ?? []).map((one) => one.scaleResolutionDownBy);

describe('the sizes in which a camera is sent', () => {
  test('are as many as browsers really send, so that the full size is always among them', () => {
    expect(scales(1280, 720)).toEqual([4, 2, 1]);
    expect(scales(640, 480)).toEqual([2, 1]);
    expect(scales(640, 360)).toEqual([2, 1]);
    expect(scales(320, 240)).toEqual([1]);
  });

  test('take more bits the larger they are', () => {
    const bits = (cameraSending({ width: 1920, height: 1080 }).encodings ?? []).map(
      (one) => one.maxBitrate ?? 0,
    );
    expect(bits).toEqual([...bits].sort((a, b) => a - b));
  });
});
