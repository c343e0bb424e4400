import type { BrowserContext, Page, Worker } from '@playwright/test';
import { voicesHeard } from '../world/ears.ts';
import {
  answer,
  askForCall,
  bothHear,
  button,
  type Customer,
  chat,
  type Person,
  type PersonSettings,
  talk,
  write,
} from '../world/people.ts';
import { openUndrivenDesk } from '../world/undriven.ts';
import { expect, test } from '../world/world.ts';

/** The browser has been told that it may notify. */
const MAY_NOTIFY: PersonSettings = {
  context: { permissions: ['notifications', 'microphone', 'camera'] },
};

test('N2: a desk covered by another tab is rung, tells through the system, and Accept there answers in it', async ({
  product,
  customer,
}) => {
  const alex = await openUndrivenDesk(product, 'alex');
  await alex.cover();
  const cleo = await customer();
  await askForCall(cleo.widget, 'Audio call');
  const titles = '(all) => all.flatMap(({ actions }) => actions.map(({ title }) => title))';
  // As in shownBy: nothing is asked about while it is being shown.
  await alex.worker(`(${rememberShowing})()`);
  const all = 'Promise.resolve(parleyShowing).then(() => registration.getNotifications())';
  const shown = () => alex.worker(`${all}.then(${titles})`);
  await expect.poll(shown).toEqual(['Accept', 'Reject']);
  await alex.worker(`registration.getNotifications().then(([notification]) => {
    dispatchEvent(new NotificationEvent('notificationclick', { notification, action: 'accept' }));
  })`);
  await expect.poll(() => voicesHeard(cleo.widget)).toEqual(['alex']);
  expect(await alex.page('document.visibilityState')).toBe('hidden');
  // B17: its clocks go on.
  const timer = () =>
    alex.page(`document.querySelector('[data-testid="shift-timer"]').textContent`);
  const before = await timer();
  await expect.poll(timer).not.toBe(before);
  await expect.poll(shown).toEqual([]);
  await button(cleo.widget, 'End call').click();
  await alex.goHome();
});

test('N2: a call that comes while nobody looks at the desk is told by the system; Accept there answers it', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex', MAY_NOTIFY);
  const worker = await workerOf(alex.context);
  const cleo = await customer();
  await lookAway(worker, alex.page);
  await askForCall(cleo.widget, 'Audio call');
  await expect
    .poll(() => shownBy(worker))
    .toEqual([
      {
        title: expect.any(String),
        body: 'Web audio call for Support',
        actions: ['Accept', 'Reject'],
      },
    ]);
  await press(worker, 'accept');
  await bothHear(alex, cleo);
  await expect.poll(() => shownBy(worker)).toEqual([]);
});

test('N2: Reject in the notification passes the call on and brings no page forward', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex', MAY_NOTIFY);
  const bo = await agent('bo');
  const worker = await workerOf(alex.context);
  const cleo = await customer();
  await lookAway(worker, alex.page);
  await askForCall(cleo.widget, 'Audio call');
  await expect.poll(() => shownBy(worker)).toHaveLength(1);
  await press(worker, 'reject');
  await answer(bo.page);
  await bothHear(bo, cleo, 'bo');
  await expect(alex.page.getByRole('region', { name: 'Incoming' })).toBeHidden();
  await expect(alex.page.getByRole('button', { name: /^Ready/ })).toBeVisible();
  expect(await shownBy(worker)).toEqual([]);
});

test('race 12: an answer in one tab ends the ring, the title and the notification of the other', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex', MAY_NOTIFY);
  const second = await alex.context.newPage();
  await second.goto(alex.page.url());
  const worker = await workerOf(alex.context);
  const cleo = await customer();
  await lookAway(worker, alex.page);
  await askForCall(cleo.widget, 'Audio call');
  await expect(second).toHaveTitle(/is waiting$/);
  await expect.poll(() => shownBy(worker)).toHaveLength(1);
  const silentAfterMs = await watchTitle(second);
  await answer(alex.page);
  const within = await silentAfterMs();
  test.info().annotations.push({ type: 'other tab quiet after', description: `${within} ms` });
  await expect.poll(() => shownBy(worker)).toEqual([]);
  // What colleagues wrote before stays counted.
  await expect(second).toHaveTitle(/^(\(\d+\) )?Parley desk$/);
  await expect(second.getByRole('region', { name: 'Incoming' })).toBeHidden();
  await bothHear(alex, cleo);
});

test('who looks at the desk again is told there, and the notification goes', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex', MAY_NOTIFY);
  const worker = await workerOf(alex.context);
  const cleo = await customer();
  await lookAway(worker, alex.page);
  await askForCall(cleo.widget, 'Video call');
  await expect.poll(() => shownBy(worker)).toHaveLength(1);
  await lookBack(worker, alex.page);
  await expect.poll(() => shownBy(worker)).toEqual([]);
  await expect(alex.page.getByRole('region', { name: 'Incoming' })).toBeVisible();
});

test('N2: a colleague who calls while nobody looks is told by name, and so is what they write', async ({
  agent,
}) => {
  const alex = await agent('alex', MAY_NOTIFY);
  const bo = await agent('bo');
  const worker = await workerOf(alex.context);
  await lookAway(worker, alex.page);
  await button(bo.page, 'Colleagues').click();
  const people = bo.page.getByRole('list', { name: 'Colleagues' });
  await people.getByRole('button', { name: /Alex Agent/ }).click();
  await bo.page.getByRole('textbox', { name: 'Message to Alex Agent' }).fill('Have you a minute?');
  await bo.page.keyboard.press('Enter');
  const written = { title: 'New message from Bo Agent', body: 'Colleague', actions: [] };
  await expect.poll(() => shownBy(worker)).toEqual([written]);
  await bo.page.keyboard.press('Escape');
  const field = bo.page.getByRole('combobox', { name: 'Number or name' });
  await field.fill('alex');
  await expect(bo.page.getByRole('option', { name: /^Alex/ }).first()).toBeVisible();
  await field.press('Enter');
  const call = { title: 'Bo Agent', body: 'Colleague calls you', actions: ['Accept', 'Reject'] };
  await expect.poll(() => shownBy(worker)).toEqual(expect.arrayContaining([call, written]));
  await press(worker, 'accept');
  await expect.poll(() => voicesHeard(bo.page)).toEqual(['alex']);
});

test('N3: a message that comes while nobody looks is told with its sender, not its words', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex', MAY_NOTIFY);
  const cleo = await customer();
  await chat(alex, cleo);
  const worker = await workerOf(alex.context);
  await lookAway(worker, alex.page);
  await write(cleo.widget, 'My card number is 4111');
  await expect
    .poll(() => shownBy(worker))
    .toEqual([
      { title: expect.stringMatching(/^New message from /), body: 'Support', actions: [] },
    ]);
});

test('N4: a screen that begins to be shared while nobody looks is told, and once only', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex', MAY_NOTIFY);
  const cleo = await customer();
  await talk(alex, cleo, { button: 'Video call' });
  const worker = await workerOf(alex.context);
  await lookAway(worker, alex.page);
  await button(cleo.widget, 'Share screen').click();
  await expect
    .poll(() => shownBy(worker))
    .toEqual([
      { title: expect.stringMatching(/is sharing a screen$/), body: 'Support', actions: [] },
    ]);
  await lookBack(worker, alex.page);
  await expect.poll(() => shownBy(worker)).toEqual([]);
  await lookAway(worker, alex.page);
  await button(cleo.widget, 'Stop sharing').click();
  await write(alex.page, 'Thank you');
  expect(await shownBy(worker)).toEqual([]);
});

test('a push tells of a call where no page of the desk is open; the page opened for it answers', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex', MAY_NOTIFY);
  const cleo = await customer();
  const { worker, offerId, desk } = await pushedWithoutPage(alex, cleo);
  // Only a person's own click may open a window: the test opens the address that the worker would.
  await alex.page.goto(`${desk}#answer/${offerId}`);
  await bothHear(alex, cleo);
  await expect.poll(() => shownBy(worker)).toEqual([]);
});

test('a pushed notification rejects without any page, and the next agent rings', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex', MAY_NOTIFY);
  const bo = await agent('bo');
  const cleo = await customer();
  const { worker, desk } = await pushedWithoutPage(alex, cleo);
  await press(worker, 'reject');
  await answer(bo.page);
  await bothHear(bo, cleo, 'bo');
  expect(await shownBy(worker)).toEqual([]);
  await alex.page.goto(desk);
  await expect(alex.page.getByRole('button', { name: /^Ready/ })).toBeVisible();
});

test('a pushed notification goes when the customer gives up, though no page is there to hear it', async ({
  agent,
  customer,
}) => {
  const alex = await agent('alex', MAY_NOTIFY);
  const cleo = await customer();
  const { worker, desk } = await pushedWithoutPage(alex, cleo);
  await button(cleo.widget, 'Cancel').click();
  await expect.poll(() => shownBy(worker)).toEqual([]);
  await alex.page.goto(desk);
});

type Pushed = { readonly worker: Worker; readonly offerId: string; readonly desk: string };

/** A call rings, the agent's only page goes, and a push of it arrives. */
async function pushedWithoutPage(alex: Person, cleo: Customer): Promise<Pushed> {
  const worker = await workerOf(alex.context);
  await lookAway(worker, alex.page);
  await askForCall(cleo.widget, 'Audio call');
  await expect.poll(() => shownBy(worker)).toHaveLength(1);
  const [offerId = ''] = await offersShown(worker);
  const [desk = ''] = alex.page.url().split('#');
  const push = await pusherFor(alex);
  await alex.page.goto('about:blank');
  const about = { kind: 'audio', purpose: 'call', customerName: 'Cleo', queueName: 'Support' };
  await push({ type: 'offer', offerId, ...about, fromName: null, ringsUntil: 0 });
  await expect
    .poll(() => shownBy(worker))
    .toEqual([
      { title: 'Cleo', body: 'Web audio call for Support', actions: ['Accept', 'Reject'] },
    ]);
  return { worker, offerId, desk };
}

/** What a service worker has beside what a page has. */
type InWorker = {
  /** The notification that is being shown now. */
  parleyShowing?: Promise<void>;
  readonly registration: ServiceWorkerRegistration;
  readonly WindowClient: { readonly prototype: object };
  readonly NotificationEvent: new (
    name: string,
    about: { readonly notification: Notification; readonly action: string },
  ) => Event;
};

/** The desk's service worker, once it runs; it remembers what it is about to show. */
async function workerOf(context: BrowserContext): Promise<Worker> {
  const [known] = context.serviceWorkers();
  const worker = known ?? (await context.waitForEvent('serviceworker'));
  await worker.evaluate(rememberShowing);
  return worker;
}

/** Runs in the worker. */
function rememberShowing(): void {
  const here = globalThis as unknown as InWorker;
  const show = here.registration.showNotification.bind(here.registration);
  here.parleyShowing = Promise.resolve();
  here.registration.showNotification = (...notification) => {
    here.parleyShowing = show(...notification);
    return here.parleyShowing;
  };
}

/** Browsers under test always say that their pages are seen: here page and worker are told that none is. */
function lookAway(worker: Worker, page: Page): Promise<void> {
  return seeOnly('hidden', worker, page);
}

function lookBack(worker: Worker, page: Page): Promise<void> {
  return seeOnly('visible', worker, page);
}

async function seeOnly(what: 'hidden' | 'visible', worker: Worker, page: Page): Promise<void> {
  await worker.evaluate((state) => {
    const { WindowClient } = globalThis as unknown as InWorker;
    const get = () => state;
    Object.defineProperty(WindowClient.prototype, 'visibilityState', { configurable: true, get });
  }, what);
  await page.evaluate((state) => {
    const get = () => state;
    Object.defineProperty(document, 'visibilityState', { configurable: true, get });
    document.dispatchEvent(new Event('visibilitychange'));
  }, what);
}

type Shown = { readonly title: string; readonly body: string; readonly actions: readonly string[] };

/**
 * What the system shows now, as the browser itself tells it.
 * NOTE: Chromium forgets a notification that it is asked about between storing and showing it.
 */
async function shownBy(worker: Worker): Promise<readonly Shown[]> {
  return worker.evaluate(async () => {
    const { registration, parleyShowing } = globalThis as unknown as InWorker;
    await parleyShowing;
    const shown = await registration.getNotifications();
    return shown.map((one) => {
      const { actions } = one as unknown as { actions: readonly { title: string }[] };
      return { title: one.title, body: one.body, actions: actions.map(({ title }) => title) };
    });
  });
}

async function offersShown(worker: Worker): Promise<readonly string[]> {
  return worker.evaluate(async () => {
    const { registration } = globalThis as unknown as InWorker;
    const shown = await registration.getNotifications();
    return shown.map(({ tag }) => tag.split('/')[1] ?? '');
  });
}

/** Presses an action: the event is made here, for no test has a hand in the system's notifications. */
async function press(worker: Worker, action: 'accept' | 'reject'): Promise<void> {
  await worker.evaluate(async (pressed) => {
    const { registration, NotificationEvent } = globalThis as unknown as InWorker;
    const shown = await registration.getNotifications();
    const notification = shown.find(({ tag }) => tag.startsWith('offer/'));
    if (notification === undefined) throw new Error('nothing is shown');
    dispatchEvent(new NotificationEvent('notificationclick', { notification, action: pressed }));
  }, action);
}

/** Delivers a push to the browser as its maker's service does. */
async function pusherFor({ context, page }: Person): Promise<(word: object) => Promise<void>> {
  const session = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations;
      if (first !== undefined) resolve(first.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  const registrationId = await registered;
  const { origin } = new URL(page.url());
  return async (word) => {
    const data = JSON.stringify(word);
    await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
  };
}

/** Watches from now on; the answer waits until this tab has stopped telling of the call, and gives how long that took, ms. */
async function watchTitle(other: Page): Promise<() => Promise<number>> {
  const watch = await other.evaluateHandle(() => {
    const title = document.querySelector('title');
    if (title === null) throw new Error('the page has no title');
    const startedAt = performance.now();
    const silentAfterMs = new Promise<number>((resolve) => {
      new MutationObserver(() => {
        if (!document.title.endsWith('is waiting'))
          resolve(Math.round(performance.now() - startedAt));
      }).observe(title, { childList: true, characterData: true, subtree: true });
    });
    return { silentAfterMs };
  });
  return () => watch.evaluate(({ silentAfterMs }) => silentAfterMs);
}
