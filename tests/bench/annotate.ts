import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { onPicture, onScreen, wholeFrame } from '@parley/core/picture-sharing/place.ts';
import { expect, type Locator, type Page } from '@playwright/test';
import { isSeen, look } from '../world/eyes.ts';
import { button, openAgent, openCustomer, type Place, talk } from '../world/people.ts';
import { startProduct } from '../world/product.ts';
import {
  addInkProbe,
  clockAhead,
  inkIsGone,
  inkSeenAt,
  listenFor,
  openBareLine,
  type Pointed,
  paintedAt,
  type Spot,
  watchInk,
} from './ink-probe.ts';
import { pairsAsked } from './meeting.ts';
import { quantile, type Result, resultOf } from './report.ts';

const STROKES = 30;
const POINTS = 8;

/** Between two points of a hand, ms: never in step with the frames of a screen. */
const PAUSE_MS = { least: 8, most: 40 } as const;

/** One end of the shared picture: the colour it draws in, and how far its clock is ahead. */
type Seat = {
  readonly page: Page;
  readonly place: Place;
  readonly ink: readonly [number, number, number];
  readonly aheadMs: number;
};

type Size = { readonly width: number; readonly height: number };
type Way = { readonly from: Seat; readonly to: Seat; readonly picture: Size };

/** From the pointer event, as the browser had it and as the page was told, to the paint at the other side, ms. */
type Times = { readonly ours: number[]; readonly told: number[]; readonly floor: number[] };

type Found = {
  readonly toCustomer: Times;
  readonly toAgent: Times;
  /** By how much the two pages' clocks stood apart before it was taken out, and how much of that changed. */
  readonly apartMs: number;
  driftMs: number;
};

/** A point drawn on a shared picture to its paint on the other side. */
export async function benchAnnotate(): Promise<readonly Result[]> {
  const product = await startProduct();
  const settings = { context: { bypassCSP: true }, prepare: addInkProbe };
  const alex = await openAgent(product, 'alex', settings);
  const cleo = await openCustomer(product, settings);
  const line = await openRelay();
  try {
    await talk(alex, cleo, { button: 'Video call' });
    await expect.poll(() => isSeen(alex.page)).toBe(true);
    const picture = await look(alex.page, 'remote-picture');
    await button(alex.page, 'Take screenshot').click();
    const agent = await seated(alex.page, alex.page, [20, 184, 166]);
    const customer = await seated(cleo.page, cleo.widget, [255, 214, 10]);
    for (const { place } of [agent, customer]) await openBareLine(place, line.url);
    return results(await drawTogether({ agent, customer, picture }));
  } finally {
    await line.close();
    for (const one of [alex, cleo]) await one.browser.close();
    await product.stop();
  }
}

async function seated(page: Page, place: Place, ink: Seat['ink']): Promise<Seat> {
  await expect(button(place, 'Send picture')).toBeEnabled();
  return { page, place, ink, aheadMs: await clockAhead(place) };
}

/** What the floor's messages go through: a thread of its own that does nothing else. */
async function openRelay(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const relay = new Worker(new URL('bare/relay.ts', import.meta.url));
  const [port] = (await once(relay, 'message')) as [number];
  return {
    url: `ws://localhost:${port}`,
    close: async () => {
      await relay.terminate();
    },
  };
}

type Together = { readonly agent: Seat; readonly customer: Seat; readonly picture: Size };

async function drawTogether({ agent, customer, picture }: Together): Promise<Found> {
  const none = (): Times => ({ ours: [], told: [], floor: [] });
  const apartMs = agent.aheadMs - customer.aheadMs;
  const found: Found = { toCustomer: none(), toAgent: none(), apartMs, driftMs: 0 };
  const strokes = pairsAsked(STROKES);
  // The first stroke of either side warms up.
  for (let stroke = 0; stroke <= strokes; stroke += 1) {
    const toCustomer = stroke === 0 ? none() : found.toCustomer;
    const toAgent = stroke === 0 ? none() : found.toAgent;
    await drawOnce({ from: agent, to: customer, picture }, toCustomer);
    await drawOnce({ from: customer, to: agent, picture }, toAgent);
    const latest = [toCustomer, toAgent].map(({ ours }) => ours.slice(-POINTS).map(Math.round));
    console.error(JSON.stringify(latest));
  }
  const apartNow = (await clockAhead(agent.place)) - (await clockAhead(customer.place));
  found.driftMs = apartNow - apartMs;
  return found;
}

/** The floor first, by the same hand over the same picture without a button pressed; then a stroke. */
async function drawOnce(way: Way, times: Times): Promise<void> {
  const { from, to } = way;
  const [here, there] = [canvasOf(from.place), canvasOf(to.place)];
  const box = await here.boundingBox();
  if (box === null) throw new Error('there is no canvas');
  const spots = strokeOf(wholeFrame(await screenOf(here), way.picture));
  const places = spots.map(({ x, y }) => ({ x: box.x + x, y: box.y + y }));

  await pointAt(from.page, { x: box.x + 2, y: box.y + 2 });
  await listenFor(from.place, 'line');
  for (const place of places) await pointAt(from.page, place);
  const hovered = await listenFor(from.place, 'nothing');
  const painted = await paintedAt(to.place, hovered.length);
  times.floor.push(...between(way, hovered, painted).map(({ ours }) => ours));

  const frame = wholeFrame(await screenOf(there), way.picture);
  const mine = wholeFrame(await screenOf(here), way.picture);
  const where = spots.map((spot) => onScreen(frame, onPicture(mine, spot)));
  await watchInk(to.place, where, from.ink);
  await pointAt(from.page, places[0] ?? box);
  await listenFor(from.place, 'ink');
  await from.page.mouse.down();
  for (const place of places.slice(1)) await pointAt(from.page, place);
  const seen = await inkSeenAt(to.place);
  await from.page.mouse.up();
  const drawn = between(way, await listenFor(from.place, 'nothing'), seen);
  times.ours.push(...drawn.map(({ ours }) => ours));
  times.told.push(...drawn.map(({ told }) => told));
  await button(from.place, 'Undo').click();
  await inkIsGone(to.place);
}

function between({ from, to }: Way, pointed: readonly Pointed[], seen: readonly number[]) {
  if (pointed.length !== POINTS || seen.length !== POINTS) {
    throw new Error(`of ${POINTS} points ${pointed.length} were drawn and ${seen.length} seen`);
  }
  return pointed.map(({ at, toldAt }, index) => {
    const seenAt = (seen[index] ?? Number.NaN) - to.aheadMs;
    return { ours: seenAt - (at - from.aheadMs), told: seenAt - (toldAt - from.aheadMs) };
  });
}

async function pointAt({ mouse }: Page, { x, y }: Spot): Promise<void> {
  await sleep(PAUSE_MS.least + Math.random() * (PAUSE_MS.most - PAUSE_MS.least));
  await mouse.move(x, y);
}

/** A stroke from left to right somewhere on the picture, in whole pixels of the screen. */
function strokeOf(frame: ReturnType<typeof wholeFrame>): readonly Spot[] {
  const y = 0.2 + 0.5 * Math.random();
  return Array.from({ length: POINTS }, (_one, step) => {
    const at = onScreen(frame, { x: 0.15 + (0.7 * step) / (POINTS - 1), y });
    return { x: Math.round(at.x), y: Math.round(at.y) };
  });
}

function canvasOf(place: Place): Locator {
  return place.getByTestId('drawing');
}

function screenOf(canvas: Locator): Promise<Size> {
  return canvas.evaluate(({ clientWidth: width, clientHeight: height }) => ({ width, height }));
}

function results({ toCustomer, toAgent, apartMs, driftMs }: Found): readonly Result[] {
  const clocks = `both pages' timeOrigin + now() were compared with the machine's Date.now() at its ticks before the first stroke: ${apartMs.toFixed(2)} ms apart, which is taken out; ${Math.abs(driftMs).toFixed(2)} ms more or less after the last`;
  const about = `video call, agent's desk and customer's widget in two browsers, one frozen picture; ${POINTS} points a stroke by real input, ${PAUSE_MS.least} to ${PAUSE_MS.most} ms between them; to the end of the animation frame callback after which the other page's canvas has ink at that point, read from its pixels; ${clocks}; floor: the same hand without a button pressed, one small message for each event, as early as the browser has it, on a bare WebSocket through a bare relay, painted by requestAnimationFrame in the other page and read from its pixels`;
  const both = (part: keyof Times): number[] => [...toCustomer[part], ...toAgent[part]];
  const input = 'from the time stamp of the pointer event, its wait for the drawing page included';
  const parts = [
    ['annotate', both('ours'), both('floor'), `${input}; both directions`],
    ['annotate, agent to customer', toCustomer.ours, toCustomer.floor, input],
    ['annotate, customer to agent', toAgent.ours, toAgent.floor, input],
    [
      'annotate, from the listener',
      both('told'),
      both('floor'),
      'from the instant the drawing page is first told of it; both directions; the floor here is still from the time stamp',
    ],
  ] as const;
  return parts.map(([name, ours, floor, what]) =>
    resultOf({
      ...{ name, unit: 'ms', floor, ours, timesMs: ours },
      note: `floor p95 ${quantile(floor, 0.95).toFixed(1)} ms; ${what}; ${about}`,
    }),
  );
}
