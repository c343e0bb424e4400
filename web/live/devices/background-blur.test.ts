import { expect, test } from 'vitest';
import { type BlurringTrack, blur, canBlur } from './background-blur.ts';

function camera(backgroundBlur?: boolean[]): BlurringTrack & { readonly asked: unknown[] } {
  const asked: unknown[] = [];
  return {
    asked,
    getCapabilities: () => (backgroundBlur === undefined ? {} : { backgroundBlur }),
    applyConstraints: async (wanted) => {
      asked.push(wanted);
    },
  };
}

test.each([
  ['switches it', [false, true], true],
  ['always blurs', [true], false],
  ['never does', [false], false],
  ['does not know it', undefined, false],
])('M21: the blur is offered where the camera %s: %j', (_what, capability, offered) => {
  expect(canBlur(camera(capability))).toBe(offered);
});

test('M21: a browser that cannot be asked for it, and no camera at all, offer none', () => {
  expect(canBlur({ applyConstraints: async () => undefined })).toBe(false);
  expect(canBlur(null)).toBe(false);
});

test('M21: a camera that can is told to blur and to stop; another is left alone', async () => {
  const able = camera([false, true]);
  await blur(able, true);
  await blur(able, false);
  expect(able.asked).toEqual([{ backgroundBlur: true }, { backgroundBlur: false }]);
  const unable = camera([false]);
  await blur(unable, true);
  expect(unable.asked).toEqual([]);
});
