import {
  bothSeeAtOnePlace,
  canvasOf,
  drag,
  inkAt,
  inkOn,
  TEAL,
  takeScreenshot,
  YELLOW,
} from '../../world/drawing.ts';
import { isSeen, look } from '../../world/eyes.ts';
import { expect, meetInRoom, test } from '../../world/guests.ts';
import { button, type Customer, type Place } from '../../world/people.ts';
import { freeze, touch } from './fingers.ts';

type Stroke = {
  /** Where it goes along, 0 to 1 from the top. */
  readonly y: number;
  /** How hard the pen is pressed, 0 to 1. */
  readonly force: number;
};

/** Draws a line from the left to the right with a pen. */
async function drawWithPen({ page, widget }: Customer, { y, force }: Stroke): Promise<void> {
  const box = await canvasOf(widget).boundingBox();
  if (box === null) throw new Error('there is no canvas');
  const devtools = await page.context().newCDPSession(page);
  const say = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', x: number, buttons: number) =>
    devtools.send('Input.dispatchMouseEvent', {
      ...{ type, x: box.x + x * box.width, y: box.y + y * box.height },
      ...{ button: 'left', buttons, clickCount: 1, pointerType: 'pen', force: buttons * force },
    });
  await say('mousePressed', 0.3, 1);
  for (const x of [0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7]) await say('mouseMoved', x, 1);
  await say('mouseReleased', 0.7, 0);
  await devtools.detach();
}

/** The middle of a colour's ink on the canvas as this side sees it, 0 to 1. */
async function middleOf(place: Place, colour: typeof TEAL | typeof YELLOW) {
  const { x, y } = await inkOn(place, colour);
  const { width, height } = await canvasOf(place).evaluate((canvas) => ({
    width: (canvas as HTMLCanvasElement).width,
    height: (canvas as HTMLCanvasElement).height,
  }));
  return { x: x / width, y: y / height };
}

test('A7: a pen that is pressed harder draws a wider line, on the other side too', async ({
  talking,
}) => {
  const { alex, cleo } = await talking('Video call');
  await expect.poll(() => isSeen(cleo.widget)).toBe(true);
  await takeScreenshot(cleo.widget);
  for (const place of [alex.page, cleo.widget]) {
    await expect(button(place, 'Send picture')).toBeEnabled();
  }
  await drawWithPen(cleo, { y: 0.45, force: 0.1 });
  await drawWithPen(cleo, { y: 0.55, force: 1 });
  for (const place of [alex.page, cleo.widget]) {
    const [light, hard] = [[0.5, 0.45] as const, [0.5, 0.55] as const];
    await expect.poll(() => inkAt(place, hard, YELLOW)).toBeGreaterThan(20);
    await expect.poll(() => inkAt(place, light, YELLOW)).toBeGreaterThan(0);
    const wider = async (): Promise<number> =>
      (await inkAt(place, hard, YELLOW)) / (await inkAt(place, light, YELLOW));
    await expect.poll(wider).toBeGreaterThan(1.5);
  }
  await button(cleo.widget, 'Delete picture').click();
});

test('A7, A9: on a phone that has enlarged, moved and turned the picture a finger draws where the agent sees it', async ({
  agent,
  guest,
}) => {
  const alex = await agent('alex');
  const gail = await guest();
  await meetInRoom(alex, gail);
  await expect.poll(() => isSeen(alex.page)).toBe(true);
  const frame = await look(alex.page, 'remote-picture');
  await freeze(gail);
  await expect(button(alex.page, 'Send picture')).toBeEnabled();
  await button(alex.page, 'Rectangle').click();
  await drag(alex.page, { from: [0.52, 0.42], to: [0.6, 0.5] });
  const count = async () => (await inkOn(gail.page, TEAL)).count;
  await bothSeeAtOnePlace([alex.page, gail.page], TEAL, frame);
  const asItWas = await middleOf(gail.page, TEAL);
  const before = await count();
  await touch(gail.page, [
    { from: [0.4, 0.5], to: [0.3, 0.5] },
    { from: [0.6, 0.5], to: [0.7, 0.5] },
  ]);
  await expect.poll(count).toBeGreaterThan(1.5 * before);
  const enlarged = await middleOf(gail.page, TEAL);
  await touch(gail.page, [
    { from: [0.3, 0.6], to: [0.2, 0.66] },
    { from: [0.6, 0.6], to: [0.5, 0.66] },
  ]);
  await expect
    .poll(async () => (await middleOf(gail.page, TEAL)).x - enlarged.x)
    .toBeLessThan(-0.07);
  await button(gail.page, 'Rotate').click();
  await expect
    .poll(async () => (await middleOf(gail.page, TEAL)).y - asItWas.y)
    .not.toBeCloseTo(0, 1);
  const { x, y } = await middleOf(gail.page, TEAL);
  await touch(gail.page, [{ from: [x - 0.03, y - 0.01], to: [x + 0.03, y + 0.01] }]);
  await expect.poll(async () => (await inkOn(alex.page, YELLOW)).count).toBeGreaterThan(20);
  const apart = async (): Promise<number> => {
    const [mark, drawn] = [await middleOf(alex.page, TEAL), await middleOf(alex.page, YELLOW)];
    return Math.max(2 * Math.abs(mark.x - drawn.x), Math.abs(mark.y - drawn.y));
  };
  await expect.poll(apart).toBeLessThan(0.02);
});
