import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page, Response } from '@playwright/test';
import { expect } from '@playwright/test';
import { DESKTOP, launchBrowser } from '../world/browsers.ts';
import { widgetOf } from '../world/people.ts';
import { type Product, startProduct } from '../world/product.ts';
import { writeVoice } from '../world/tones.ts';
import { pairsAsked } from './meeting.ts';
import { quantile, type Result, resultOf } from './report.ts';

const PAIRS = 30;
const SLOWER = 4;

/** Long enough for all that a host page does by itself after its load. */
const IDLE_MS = 1_500;

/** One load of the host page. */
type Load = {
  /** Main thread, in ms: every task together. */
  readonly busyMs: number;
  /** The longest task of over 50 ms in the page or the widget's frame, by the step in which it was; 0 without one. */
  readonly longestMs: { readonly idle: number; readonly open: number; readonly intent: number };
  readonly shift: number;
  /** KB of the widget as sent, by the step that asked for them. */
  readonly weight: { readonly idle: number; readonly open: number; readonly intent: number };
  readonly loaderKb: number;
};

/** What the widget weighs and what it costs a host page, in paired loads with and without it on a slow machine. */
export async function benchWidget(): Promise<readonly Result[]> {
  const product = await startProduct();
  const browser = await launchBrowser({ voiceFile: writeVoice(product.folder, 'customer') });
  const [ours, alone]: [Load[], Load[]] = [[], []];
  try {
    await loadPage({ product, browser }, 'with');
    for (let pair = 0; pair < pairsAsked(PAIRS); pair += 1) {
      ours.push(await loadPage({ product, browser }, 'with'));
      alone.push(await loadPage({ product, browser }, 'without'));
      console.error(JSON.stringify([ours.at(-1), alone.at(-1)]));
    }
  } finally {
    await browser.close();
    await product.stop();
  }
  return results(ours, alone);
}

async function loadPage(
  { product, browser }: { readonly product: Product; readonly browser: Browser },
  how: 'with' | 'without',
): Promise<Load> {
  const context = await browser.newContext(DESKTOP);
  const page = await context.newPage();
  if (how === 'without') await page.route('**/loader.js', (route) => route.abort());
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await devtools.send('Performance.enable');
  const weigh = scales(page);
  await page.addInitScript(watchMainThread);
  await page.goto(product.demo, { waitUntil: 'load' });
  await sleep(IDLE_MS);
  const { metrics } = await devtools.send('Performance.getMetrics');
  const busy = metrics.find((one) => one.name === 'TaskDuration')?.value ?? Number.NaN;
  const seen = await page.evaluate(() => window.parleyCost);
  const idle = weigh();
  const used = how === 'with' ? await use(page, { idle, weigh }) : NOTHING;
  await context.close();
  return {
    busyMs: busy * 1_000,
    longestMs: { idle: seen.longestMs, ...used.longestMs },
    shift: seen.shift,
    weight: used.weight,
    loaderKb: idle,
  };
}

type Used = {
  readonly weight: Load['weight'];
  readonly longestMs: Omit<Load['longestMs'], 'idle'>;
};

const NOTHING: Used = {
  weight: { idle: 0, open: 0, intent: 0 },
  longestMs: { open: 0, intent: 0 },
};

/** Opens the chat, then goes near a call button: each asks for what it needs and no sooner. */
async function use(
  page: Page,
  { idle, weigh }: { readonly idle: number; readonly weigh: () => number },
): Promise<Used> {
  await longestSince(page);
  await page.getByRole('button', { name: 'Chat with us' }).click();
  const frame = await widgetOf(page);
  await frame.getByRole('button', { name: 'Chat', exact: false }).first().click();
  await expect(frame.getByRole('textbox', { name: 'Message' })).toBeVisible();
  await sleep(IDLE_MS);
  const open = weigh();
  const openMs = await longestSince(page);
  await frame.getByRole('button', { name: 'Video call' }).hover();
  await sleep(IDLE_MS);
  return {
    weight: { idle, open, intent: weigh() - open },
    longestMs: { open: openMs, intent: await longestSince(page) },
  };
}

/** The longest task in any frame since this was last asked. */
async function longestSince(page: Page): Promise<number> {
  const each = await Promise.all(
    page.frames().map((frame) =>
      frame.evaluate(() => {
        const { longestMs } = window.parleyCost;
        window.parleyCost.longestMs = 0;
        return longestMs;
      }),
    ),
  );
  return Math.max(...each);
}

/** Adds up what the server sends of the widget: bodies as they are on the wire, in KB. */
function scales(page: Page): () => number {
  let bytes = 0;
  const weigh = async (response: Response): Promise<void> => {
    const { responseBodySize } = await response.request().sizes();
    bytes += responseBodySize;
  };
  page.on('requestfinished', (request) => {
    if (!new URL(request.url()).pathname.startsWith('/widget/')) return;
    void request.response().then((response) => (response === null ? undefined : weigh(response)));
  });
  return () => bytes / 1_024;
}

declare global {
  interface Window {
    parleyCost: { longestMs: number; shift: number };
  }
}

/** Runs in the page. */
function watchMainThread(): void {
  const cost = { longestMs: 0, shift: 0 };
  window.parleyCost = cost;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      cost.longestMs = Math.max(cost.longestMs, entry.duration);
  }).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      cost.shift += (entry as unknown as { value: number }).value;
  }).observe({ type: 'layout-shift', buffered: true });
}

function results(ours: readonly Load[], alone: readonly Load[]): readonly Result[] {
  return [
    weightOf('widget', {
      mostKb: 25,
      about: 'a host page whose visitor has not opened anything',
      samples: ours.map((load) => load.weight.idle),
    }),
    weightOf('widget loader', {
      mostKb: 4,
      about: 'the one script of the host page',
      samples: ours.map((load) => load.loaderKb),
    }),
    weightOf('widget open chat', {
      mostKb: 60,
      about: `everything up to a running chat; the code of calls, ${callKb(ours)} KB, is asked for only when the pointer reaches a call button`,
      samples: ours.map((load) => load.weight.open),
    }),
    mainThread(ours, alone),
  ];
}

function callKb(ours: readonly Load[]): string {
  return quantile(
    ours.map((load) => load.weight.intent),
    0.5,
  ).toFixed(1);
}

function weightOf(
  name: string,
  weight: { readonly mostKb: number; readonly about: string; readonly samples: readonly number[] },
): Result {
  const { mostKb, about, samples } = weight;
  return resultOf({
    name,
    unit: 'KB',
    note: `bodies as sent (brotli), ${about}; floor: what the goal allows`,
    floor: [mostKb],
    ours: samples,
  });
}

function mainThread(ours: readonly Load[], alone: readonly Load[]): Result {
  const worst = (loads: readonly Load[], step: keyof Load['longestMs']): string => {
    const all = loads.map((one) => one.longestMs[step]);
    const slow = all.filter((ms) => ms > 50).length;
    return `${slow} of ${all.length} (longest ${Math.max(...all).toFixed(0)} ms)`;
  };
  const shift = Math.max(...ours.map((load, index) => load.shift - (alone[index]?.shift ?? 0)));
  return resultOf({
    name: 'widget main thread',
    unit: 'ms',
    note: `all tasks of the host page's main thread up to ${IDLE_MS} ms after its load, CPU ${SLOWER} times slower; floor: the same page without the loader; loads with a task over 50 ms: ${worst(ours, 'idle')} with, ${worst(alone, 'idle')} without, then while the chat opens ${worst(ours, 'open')}, at a call button ${worst(ours, 'intent')}; layout shift by the widget at worst ${shift.toFixed(4)}`,
    floor: alone.map((load) => load.busyMs),
    ours: ours.map((load) => load.busyMs),
    timesMs: ours.map((load) => load.busyMs),
  });
}
