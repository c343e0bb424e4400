import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Frame, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { DESKTOP, launchBrowser } from '../world/browsers.ts';
import { type CallButton, signIn, startShift, widgetOf } from '../world/people.ts';
import { type Product, startProduct } from '../world/product.ts';
import { writeVoice } from '../world/tones.ts';
import { startBare } from './bare/start-bare.ts';
import { addProbe, pressedAt } from './probe.ts';

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

/** Starts both designs and seats an agent who is ready. */
export async function openMeeting(): Promise<Meeting> {
  const product = await startProduct();
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  const bare = await startBare(folder);
  const browsers = {
    agent: await launchBrowser({ voiceFile: writeVoice(folder, 'alex') }),
    customer: await launchBrowser({ voiceFile: writeVoice(folder, 'customer') }),
  };
  const agent = await seatAgent(product, browsers.agent);
  return {
    agent,
    openCustomer: () => openCustomer({ product, agent }, browsers.customer),
    openBare: (side, kind) => openBare(browsers[side], `${bare.url}/?${kind}`),
    close: async () => {
      await browsers.agent.close();
      await browsers.customer.close();
      bare.end();
      await product.stop();
      rmSync(folder, { recursive: true, force: true });
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
  return context;
}

async function seatAgent(product: Product, browser: Browser): Promise<Page> {
  const context = await openContext(browser);
  const page = await context.newPage();
  await page.goto(product.desk);
  await signIn(page, product, 'alex');
  await startShift(page);
  return page;
}

async function openCustomer(
  { product, agent }: { readonly product: Product; readonly agent: Page },
  browser: Browser,
): Promise<ParleyCustomer> {
  const context = await openContext(browser);
  const page = await context.newPage();
  await page.goto(product.demo);
  await page.getByRole('button', { name: 'Chat with us' }).click();
  const frame = await widgetOf(page);
  return {
    frame,
    call: async (button) => {
      const found = frame.getByRole('button', { name: button });
      await expect(found).toBeEnabled();
      await found.click();
      return pressedAt(frame, button);
    },
    leave: async () => {
      await frame.getByRole('button', { name: 'End call' }).click();
      await expect(agent.getByRole('region', { name: 'Call' })).toBeHidden();
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
