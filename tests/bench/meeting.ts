import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Frame, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { findFreePorts } from '../../deploy/database/free-port.ts';
import type { RunningParley } from '../../deploy/start/installation.ts';
import { startParley } from '../../deploy/start/parley.ts';
import { DESKTOP, launchBrowser } from '../world/browsers.ts';
import { type CallButton, startShift, widgetOf } from '../world/people.ts';
import { writeVoice } from '../world/tones.ts';
import { setWrapUp } from '../world/wrap-up.ts';
import { startBare } from './bare/start-bare.ts';
import { DELAYED_ADDRESS, type Delay, openDelay } from './delay.ts';
import { addMarks } from './join-stages.ts';
import { addProbe, pressedAt } from './probe.ts';

/** How long the pointer is on a button before it is pressed: a quick person's. */
const POINTS_MS = 300;

/** Parley and the bare design side by side: the same two browsers, used in turn. */
export type Meeting = {
  readonly agent: Page;
  /** A customer never seen before, at the widget's first screen. */
  readonly openCustomer: () => Promise<ParleyCustomer>;
  /** A page of the bare design that is ready to join. */
  readonly openBare: (side: 'agent' | 'customer', kind: 'audio' | 'video') => Promise<BarePage>;
  readonly close: () => Promise<void>;
};

export type ParleyCustomer = {
  readonly frame: Frame;
  /** Presses a call button like a person, pointer first; gives the instant of the press. */
  readonly call: (button: CallButton) => Promise<number>;
  /** Ends the call, lets the agent finish, and leaves. */
  readonly leave: () => Promise<void>;
};

export type BarePage = {
  readonly page: Page;
  readonly press: (button: 'Join' | 'Hold' | 'Resume') => Promise<number>;
  readonly leave: () => Promise<void>;
};

/** Starts both designs, behind a slow network where asked, and seats an agent who is ready. */
export async function openMeeting({ delayMs = 0 } = {}): Promise<Meeting> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  // As root the database runs as another user, who has to reach the folder.
  chmodSync(folder, 0o711);
  const [parley, bare] = [
    await startDelayed(folder, delayMs),
    await startBareDelayed(folder, delayMs),
  ];
  const browsers = {
    agent: await launchBrowser({ voiceFile: writeVoice(folder, 'alex') }),
    customer: await launchBrowser({ voiceFile: writeVoice(folder, 'customer') }),
  };
  const agent = await seatAgent(parley, browsers.agent);
  return {
    agent,
    openCustomer: () => openCustomer({ parley, agent }, browsers.customer),
    openBare: (side, kind) => openBare(browsers[side], `${bare.url}/?${kind}`),
    close: async () => {
      await browsers.agent.close();
      await browsers.customer.close();
      bare.close();
      await parley.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Parley = Pick<RunningParley, 'urls' | 'signIns'> & { readonly close: () => Promise<void> };

/** As `npm start` does, in the delayed case known by the address of the delay. */
async function startDelayed(folder: string, delayMs: number): Promise<Parley> {
  const [port, mediaPort] = [await findFreePorts(1), await findFreePorts(2)];
  const mediaPorts = [mediaPort, mediaPort + 1];
  const delay = delayMs === 0 ? null : await openDelay({ delayMs, port, mediaPorts });
  const seenAs = {
    PARLEY_PUBLIC_URL: delay?.url ?? '',
    PARLEY_PUBLIC_ADDRESS: delay === null ? '127.0.0.1' : DELAYED_ADDRESS,
  };
  const parley = await startParley({
    data: join(folder, 'data'),
    env: {
      PORT: String(port),
      PARLEY_MEDIA_PORT: String(mediaPort),
      PARLEY_MEDIA_WORKERS: String(mediaPorts.length),
      ...seenAs,
    },
  });
  await parley.mediaReady;
  // The next customer calls as soon as the last one is gone.
  await setWrapUp(folder, 0);
  return {
    urls: parley.urls,
    signIns: parley.signIns,
    close: async () => {
      delay?.close();
      await parley.stop();
    },
  };
}

async function startBareDelayed(folder: string, delayMs: number): Promise<Delay> {
  const mediaPort = await findFreePorts(1);
  const announced = delayMs === 0 ? '127.0.0.1' : DELAYED_ADDRESS;
  const bare = await startBare(folder, { mediaPort, announced });
  if (delayMs === 0) return { url: bare.url, close: bare.end };
  const port = Number(new URL(bare.url).port);
  const delay = await openDelay({ delayMs, port, mediaPorts: [mediaPort] });
  return {
    url: delay.url,
    close: () => {
      delay.close();
      bare.end();
    },
  };
}

async function openContext(browser: Browser): Promise<BrowserContext> {
  // The probe listens in a worker of its own, which no page's policy knows of.
  const context = await browser.newContext({ ...DESKTOP, bypassCSP: true });
  await context.addInitScript(() => {
    try {
      localStorage.setItem('parley-devices', JSON.stringify({ cleanSound: false }));
    } catch {
      // A frame without storage keeps the usual sound.
    }
  });
  await addProbe(context);
  await addMarks(context);
  return context;
}

async function seatAgent(parley: Parley, browser: Browser): Promise<Page> {
  const context = await openContext(browser);
  const page = await context.newPage();
  const alex = parley.signIns.find((one) => one.email.startsWith('alex'));
  if (alex === undefined) throw new Error('the first start made no sign-in for alex');
  await page.goto(parley.urls.desk);
  await page.getByRole('textbox', { name: 'E-mail' }).fill(alex.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(alex.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await startShift(page);
  return page;
}

async function openCustomer(
  { parley, agent }: { readonly parley: Parley; readonly agent: Page },
  browser: Browser,
): Promise<ParleyCustomer> {
  const context = await openContext(browser);
  const page = await context.newPage();
  await page.goto(parley.urls.demo);
  await page.getByRole('button', { name: 'Chat with us' }).click();
  const frame = await widgetOf(page);
  return {
    frame,
    call: async (button) => {
      const found = frame.getByRole('button', { name: button });
      await expect(found).toBeEnabled();
      await found.hover();
      await sleep(POINTS_MS);
      await found.click();
      return pressedAt(frame, button);
    },
    leave: async () => {
      await frame.getByRole('button', { name: 'End call' }).click();
      await expect(agent.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
      await finish(agent);
      await context.close();
    },
  };
}

async function finish(agent: Page): Promise<void> {
  const list = agent.getByRole('list', { name: 'Conversations' }).getByRole('listitem');
  for (let left = await list.count(); left > 0; left -= 1) {
    await list.first().click();
    await agent.getByRole('button', { name: 'Complete' }).click();
    await expect(list).toHaveCount(left - 1);
  }
}

async function openBare(browser: Browser, url: string): Promise<BarePage> {
  const context = await openContext(browser);
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('body[data-ready]').waitFor();
  return {
    page,
    press: async (button) => {
      await page.getByRole('button', { name: button }).click();
      return pressedAt(page, button);
    },
    leave: () => context.close(),
  };
}

/** How many pairs to measure: as asked behind the bench's name, else the usual number. */
export function pairsAsked(usual: number): number {
  const asked = Number(process.argv[3]);
  return Number.isInteger(asked) && asked > 0 ? asked : usual;
}
