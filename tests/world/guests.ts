import { type BrowserContextOptions, expect, type Locator, type Page } from '@playwright/test';
import { PHONE } from './browsers.ts';
import { bothHear, openPerson, type Person, type PersonSettings } from './people.ts';
import { request } from './tap.ts';
import { test as base } from './world.ts';

/** A room that an agent has made, and its link. */
export type Invited = {
  readonly conversationId: string;
  readonly roomId: string;
  readonly code: string;
  readonly url: string;
};

const NUMBERS = ['+4915112345678', '+4915112345679', '+4915112345670', '+4915112345671'];
let invited = 0;

/** Invites somebody by SMS, which stays in the outbox; each time another number. */
export async function inviteBySms({ page }: Person, name = 'Gail Guest'): Promise<Invited> {
  const number = NUMBERS[invited % NUMBERS.length];
  invited += 1;
  const asked = { number, country: 'DE', reference: null, name };
  const answer = await request(page, 'invite-by-sms', asked);
  if (!answer.ok) throw new Error(`the invitation was refused: ${answer.code}`);
  return answer.data as Invited;
}

/** The agent opens the room on the desk. */
export async function enterRoom({ page }: Person, room: Invited): Promise<void> {
  const { conversationId, roomId } = room;
  const answer = await request(page, 'enter-room', { conversationId, roomId });
  if (!answer.ok) throw new Error(`the room was not entered: ${answer.code}`);
}

/** Runs in each of a person's pages first. */
export function running(script: () => void): NonNullable<PersonSettings['prepare']> {
  return async (context) => {
    await context.addInitScript(script);
  };
}

/** The same phone lying on its side. */
export const PHONE_LYING: BrowserContextOptions = {
  ...PHONE,
  viewport: { width: 844, height: 390 },
};

/** Two cameras, as phones have them. NOTE Chromium's second fake one measures depth, which no call can carry: it is hidden. */
export const CAMERAS = '--use-fake-device-for-media-stream=fps=30,device-count=3';

/** Runs in each page first; see `CAMERAS`. */
export function hideDepth(): void {
  const devices = navigator.mediaDevices;
  const list = devices.enumerateDevices.bind(devices);
  devices.enumerateDevices = async () => {
    const listed = await list();
    const depth = listed.filter(({ kind }) => kind === 'videoinput')[1];
    return listed.filter((one) => one !== depth);
  };
}

type Fixtures = {
  /** Somebody with a telephone who has opened nothing yet. Name `agent` first: guests leave first. */
  readonly guest: (settings?: PersonSettings) => Promise<Person>;
  /** Alex has invited Gail by SMS, she has joined, and they hear each other. */
  readonly inRoom: (settings?: PersonSettings) => Promise<InRoom>;
};

type InRoom = {
  readonly alex: Person;
  readonly gail: Person;
  /** What Gail looks at. */
  readonly page: Page;
  readonly room: Invited;
};

/** A journey with somebody who comes by a link. */
export const test = base.extend<Fixtures>({
  guest: async ({ product }, use) => {
    const here: Person[] = [];
    await use(async (settings = {}) => {
      const person = await openPerson(product, 'customer', {
        ...settings,
        context: { ...PHONE, ...settings.context },
        flags: [CAMERAS, ...(settings.flags ?? [])],
        prepare: async (browsing) => {
          await browsing.addInitScript(hideDepth);
          await settings.prepare?.(browsing);
        },
      });
      here.push(person);
      return person;
    });
    for (const { page, browser } of here) {
      const out = page.getByRole('button', { name: /^(End call|Leave)$/ });
      if (!page.isClosed() && (await out.isVisible())) {
        await Promise.race([out.click(), out.waitFor({ state: 'detached' })]);
        await expect(out).toBeHidden();
      }
      await browser.close();
    }
  },
  inRoom: ({ agent, guest }, use) =>
    use(async (settings) => {
      const alex = await agent('alex');
      const gail = await guest(settings);
      const room = await meetInRoom(alex, gail);
      return { alex, gail, page: gail.page, room };
    }),
});

/** Opens a link and waits for its lobby. */
export async function openLobby({ page }: Person, { url }: Pick<Invited, 'url'>): Promise<void> {
  await page.goto(url);
  await expect(page.getByRole('main', { name: 'Lobby' })).toBeVisible();
}

/** Presses the one big button, with a name in the field. */
export async function join({ page }: Person, name = 'Gail Guest'): Promise<void> {
  await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
}

/** What a page shows of its own accord when a link opens nothing. */
export function heading(page: Page): Locator {
  return page.getByRole('heading', { level: 1 });
}

/** The call as the phone shows it. */
export function call(page: Page): Locator {
  return page.getByRole('region', { name: 'Call', exact: true });
}

/** A guest is invited, and the agent has the room open. */
export async function openRoom(alex: Person): Promise<Invited> {
  const room = await inviteBySms(alex);
  await enterRoom(alex, room);
  return room;
}

/** The agent has the room open, the guest has joined, and both hear each other. */
export async function meetInRoom(alex: Person, gail: Person): Promise<Invited> {
  const room = await openRoom(alex);
  await openLobby(gail, room);
  await join(gail);
  await bothHearInRoom(alex, gail);
  return room;
}

/** Waits until each hears the other alone. */
export async function bothHearInRoom(alex: Person, gail: Person): Promise<void> {
  await bothHear(alex, { widget: gail.page });
}

export { expect } from './world.ts';
