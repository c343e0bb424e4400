import type { Page } from '@playwright/test';
import { canvasOf } from '../../world/drawing.ts';
import { isSeen } from '../../world/eyes.ts';
import { expect } from '../../world/guests.ts';
import { button, type Person } from '../../world/people.ts';

/** A place of the canvas, 0 to 1. */
type At = readonly [x: number, y: number];

/** Touches the canvas with fingers that move together, each from one place to another. */
export async function touch(page: Page, fingers: readonly { from: At; to: At }[]): Promise<void> {
  const box = await canvasOf(page).boundingBox();
  if (box === null) throw new Error('there is no canvas');
  const devtools = await page.context().newCDPSession(page);
  const steps = 8;
  const places = (step: number) =>
    fingers.map(({ from, to }, id) => ({
      id,
      x: box.x + box.width * (from[0] + ((to[0] - from[0]) * step) / steps),
      y: box.y + box.height * (from[1] + ((to[1] - from[1]) * step) / steps),
    }));
  const say = (
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    touchPoints: ReturnType<typeof places>,
  ) => devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
  await say('touchStart', places(0).slice(0, 1));
  if (fingers.length > 1) await say('touchStart', places(0));
  for (let step = 1; step <= steps; step += 1) await say('touchMove', places(step));
  await say('touchEnd', []);
  await devtools.detach();
}

/** Freezes the main picture in a room on a phone. */
export async function freeze({ page }: Person): Promise<void> {
  await expect.poll(() => isSeen(page)).toBe(true);
  await button(page, 'More').click();
  await button(page, 'Take screenshot').click();
  await expect(button(page, 'Send picture')).toBeEnabled();
}
