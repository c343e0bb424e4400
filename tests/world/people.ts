import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Frame,
  type Locator,
  type Page,
} from '@playwright/test';
import { type BrowserSettings, DESKTOP, launchBrowser, launchProfile } from './browsers.ts';
import { voicesHeard } from './ears.ts';
import type { AgentName, Product, StaffName } from './product.ts';
import { tapPage } from './tap.ts';
import { type Voice, writeVoice } from './tones.ts';

/** A person at a browser of their own. */
export type Person = {
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
};

/** A customer with the widget's frame. */
export type Customer = Person & { readonly widget: Frame };

/** Where one listens, looks and presses. */
export type Place = Page | Frame;

export type CallButton = 'Audio call' | 'Video call' | 'Share screen';

export type PersonSettings = Omit<BrowserSettings, 'voiceFile'> & {
  readonly context?: BrowserContextOptions;
  /** What else runs in each of their pages first. */
  readonly prepare?: (context: BrowserContext) => Promise<void>;
  /** Where a customer meets the widget; the demo page when nothing is said. */
  readonly site?: string;
};

/** Opens a browser with this person's voice in its microphone. Sound is left as it is, so that a tone stays a tone. */
export async function openPerson(
  product: Product,
  voice: Voice,
  settings: PersonSettings = {},
): Promise<Person> {
  const browser = await launchBrowser(settingsFor(product, voice, settings));
  const context = await browser.newContext({ ...DESKTOP, ...settings.context });
  await prepare(context);
  await settings.prepare?.(context);
  const page = await context.newPage();
  return { browser, context, page };
}

/** Opens a browser that keeps on disk what it knows, to be started there again after a crash. */
export async function openProfile(
  product: Product,
  voice: Voice,
  profile: string,
): Promise<Person> {
  const context = await launchProfile(profile, settingsFor(product, voice, {}));
  const browser = context.browser();
  if (browser === null) throw new Error('this browser cannot be reached');
  await prepare(context);
  return { browser, context, page: context.pages()[0] ?? (await context.newPage()) };
}

function settingsFor(product: Product, voice: Voice, settings: PersonSettings): BrowserSettings {
  const voiceFile = writeVoice(product.folder, voice);
  // A plain address is made to count as a secure page, as https does for people.
  const secure = `--unsafely-treat-insecure-origin-as-secure=${product.origin}`;
  return { ...settings, flags: [secure, ...(settings.flags ?? [])], voiceFile };
}

async function prepare(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    try {
      // What a person chose later is theirs.
      const chosen = localStorage.getItem('parley-devices') ?? '{"cleanSound":false}';
      localStorage.setItem('parley-devices', chosen);
    } catch {
      // A frame without storage keeps the usual sound.
    }
  });
  await context.addInitScript(tapPage);
}

/** An agent signed in and ready to be rung. */
export async function openAgent(
  product: Product,
  who: AgentName,
  settings: PersonSettings = {},
): Promise<Person> {
  const storageState = product.signedIn.get(who);
  const known = storageState === undefined ? {} : { storageState };
  const context = { ...known, ...settings.context };
  const person = await openPerson(product, who, { ...settings, context });
  await person.page.goto(product.desk);
  if (storageState === undefined) {
    await signIn(person.page, product, who);
    await expect(person.page.getByRole('button', { name: 'Start shift' })).toBeVisible();
    product.signedIn.set(who, await person.context.storageState());
  }
  await startShift(person.page);
  return person;
}

/** Signs in on the desk's first page. */
export async function signIn(page: Page, product: Product, who: StaffName): Promise<void> {
  const { email, password } = product.signIn(who);
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** The click that unlocks the ring and asks for the microphone. */
export async function startShift(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start shift' }).click();
  await expect(page.getByRole('button', { name: /^Ready/ })).toBeVisible();
}

/** A customer on the demo page with the widget open. */
export async function openCustomer(
  product: Product,
  settings: PersonSettings = {},
): Promise<Customer> {
  const person = await openPerson(product, 'customer', settings);
  await person.page.goto(settings.site ?? product.demo);
  await person.page.getByRole('button', { name: 'Chat with us' }).click();
  return { ...person, widget: await widgetOf(person.page) };
}

/** The widget's frame, once it shows its first screen. */
export async function widgetOf(page: Page): Promise<Frame> {
  const handle = await page.locator('iframe[src*="/widget/frame"]').elementHandle();
  const frame = await handle?.contentFrame();
  if (!frame) throw new Error('the widget opened no frame');
  await expect(frame.getByRole('dialog', { name: 'Chat with us' })).toBeVisible();
  return frame;
}

/** Presses the button of a kind of call in the widget. */
export async function askForCall(widget: Frame, button: CallButton): Promise<void> {
  await widget.getByRole('button', { name: button }).click();
}

/** Answers what rings. */
export async function answer(page: Page): Promise<void> {
  const incoming = page.getByRole('region', { name: 'Incoming' });
  await incoming.getByRole('button', { name: 'Answer' }).click();
}

/** A call that stands: asked for, answered, and both hear the other. */
export async function talk(
  agent: Person,
  customer: Customer,
  { button, who = 'alex' }: { readonly button: CallButton; readonly who?: AgentName },
): Promise<void> {
  await askForCall(customer.widget, button);
  await answer(agent.page);
  await bothHear(agent, customer, who);
}

/** Waits until the customer hears this agent alone and the agent the customer. */
export async function bothHear(
  agent: { readonly page: Place },
  customer: { readonly widget: Place },
  who: AgentName = 'alex',
): Promise<void> {
  await expect.poll(() => voicesHeard(customer.widget)).toEqual([who]);
  await expect.poll(() => voicesHeard(agent.page)).toEqual(['customer']);
}

/** A chat that an agent has taken. */
export async function chat(agent: Person, customer: Customer, text = 'Hello'): Promise<void> {
  await customer.widget.getByRole('button', { name: 'Chat', exact: true }).click();
  await write(customer.widget, text);
  await answer(agent.page);
  await expect(log(agent.page)).toContainText(text);
}

/** Writes one message and sends it. */
export async function write(place: Place, text: string): Promise<void> {
  await place.getByRole('textbox', { name: 'Message' }).fill(text);
  await place.getByRole('button', { name: 'Send', exact: true }).click();
}

/** Everything said and done, as this side reads it. */
export function log(place: Place): Locator {
  return place.getByRole('log', { name: 'Messages' });
}

/** A button of this name, exactly. */
export function button(place: Place, name: string): Locator {
  return place.getByRole('button', { name, exact: true });
}

/** Kills a person's whole browser, as a crash does. */
export async function crash({ browser }: Person): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const main = processInfo.find(({ type }) => type === 'browser');
  if (main === undefined) throw new Error('the browser has no process');
  const gone = new Promise((resolve) => browser.once('disconnected', resolve));
  process.kill(main.id, 'SIGKILL');
  await gone;
}

/** The other side may end the call in the same moment. */
async function pressUnlessGone(control: Locator): Promise<void> {
  await Promise.race([control.click(), control.waitFor({ state: 'detached' })]);
}

/** Leaves what a customer still waits for or talks in, so that nobody is rung for it later. */
export async function leave({ page, browser, widget }: Customer): Promise<void> {
  const isThere = browser.isConnected() && !page.isClosed() && !widget.isDetached();
  if (isThere) {
    for (const out of [button(widget, 'End call'), button(widget, 'Cancel')]) {
      if (!(await out.isVisible())) continue;
      await pressUnlessGone(out);
      // A browser that is closed before it has said so leaves a customer who waits for a while.
      await out.waitFor({ state: 'hidden' });
      break;
    }
  }
  await browser.close();
}

/** Ends what an agent still has and the shift, so that the next journey finds them free. */
export async function goHome({ page, browser }: Person): Promise<void> {
  if (browser.isConnected() && !page.isClosed()) {
    const end = button(page, 'End call');
    if (await end.isVisible()) await pressUnlessGone(end);
    const list = page.getByRole('list', { name: 'Conversations' }).getByRole('listitem');
    for (let left = await list.count(); left > 0; left -= 1) {
      await list.first().getByRole('button').click();
      await button(page, 'Complete').click();
      await expect(list).toHaveCount(left - 1);
    }
    await page.getByRole('button', { name: /^(Ready|Paused|Missed)/ }).click();
    await page.getByRole('menuitem', { name: 'Go offline' }).click();
    await expect(button(page, 'Start shift')).toBeVisible();
  }
  await browser.close();
}
