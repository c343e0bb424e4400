import type { Page } from '@playwright/test';
import { loudness, voicesHeard, watchSilence } from '../world/ears.ts';
import { isSeen } from '../world/eyes.ts';
import { openPerson } from '../world/people.ts';
import { TONES } from '../world/tones.ts';
import { expect, test } from '../world/world.ts';

test('ears tell each voice from the others, from music and from silence', async ({ product }) => {
  const { page, browser } = await openPerson(product, 'customer');
  await page.goto(`${product.origin}/no-page`);
  await play(page, [TONES.alex]);
  await expect.poll(() => voicesHeard(page)).toEqual(['alex']);
  await play(page, [TONES.customer, TONES.bo]);
  await expect.poll(() => voicesHeard(page)).toEqual(['customer', 'bo']);
  await play(page, [523.25, 659.26, 783.99]);
  await expect.poll(() => loudness(page)).toBeGreaterThan(0.01);
  expect(await voicesHeard(page)).toEqual([]);
  const stop = await watchSilence(page);
  expect(await stop()).toBeLessThan(500);
  await play(page, []);
  await expect.poll(() => loudness(page)).toBeLessThan(0.002);
  expect(await voicesHeard(page)).toEqual([]);
  await browser.close();
});

test('eyes see a moving picture, and neither a frozen nor a black one', async ({ product }) => {
  const { page, browser } = await openPerson(product, 'customer');
  await page.goto(`${product.origin}/no-page`);
  for (const [kind, seen] of [
    ['moving', true],
    ['frozen', false],
    ['black', false],
  ] as const) {
    await show(page, kind);
    await expect.poll(() => isSeen(page)).toBe(seen);
  }
  await browser.close();
});

/** Makes a page sound with these pitches where a call would. */
async function play(page: Page, pitches: readonly number[]): Promise<void> {
  await page.evaluate(async (hertz) => {
    const context = new AudioContext();
    await context.resume();
    const out = context.createMediaStreamDestination();
    for (const frequency of hertz) {
      const tone = new OscillatorNode(context, { frequency });
      const quiet = new GainNode(context, { gain: 0.3 / hertz.length });
      tone.connect(quiet).connect(out);
      tone.start();
    }
    const sound = document.createElement('audio');
    sound.dataset.testid = 'remote-sound';
    sound.srcObject = out.stream;
    document.body.replaceChildren(sound);
    await sound.play();
  }, pitches);
}

/** Makes a page show a picture where a call would. */
async function show(page: Page, kind: 'moving' | 'frozen' | 'black'): Promise<void> {
  await page.evaluate(async (how) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 });
    const pen = canvas.getContext('2d');
    let turn = 0;
    const paint = (): void => {
      turn += how === 'moving' ? 7 : 0;
      if (pen === null) return;
      pen.fillStyle = how === 'black' ? 'black' : 'teal';
      pen.fillRect(0, 0, 320, 180);
      pen.fillStyle = how === 'black' ? 'black' : 'gold';
      pen.fillRect(turn % 260, 40, 60, 100);
    };
    paint();
    setInterval(paint, 40);
    const video = document.createElement('video');
    video.dataset.testid = 'remote-picture';
    video.muted = true;
    video.srcObject = canvas.captureStream(25);
    document.body.replaceChildren(video);
    await video.play();
  }, kind);
}
