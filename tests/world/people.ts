import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Frame,
  type Page,
} from '@playwright/test';
import { type BrowserSettings, DESKTOP, launchBrowser } from './browsers.ts';
import type { Product } from './product.ts';
import { type Voice, writeVoice } from './tones.ts';

/** A person at a browser of their own. */
export type Person = {
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
};

type PersonSettings = Omit<BrowserSettings, 'voiceFile'> & {
  readonly context?: BrowserContextOptions;
};

/** Opens a browser with this person's voice in its microphone. Sound is left as it is, so that a tone stays a tone. */
export async function openPerson(
  product: Product,
  voice: Voice,
  settings: PersonSettings = {},
): Promise<Person> {
  const voiceFile = writeVoice(product.folder, voice);
  const browser = await launchBrowser({ ...settings, voiceFile });
  const context = await browser.newContext({ ...DESKTOP, ...settings.context });
  await context.addInitScript(() => {
    try {
      localStorage.setItem('parley-devices', JSON.stringify({ cleanSound: false }));
    } catch {
      // A frame without storage keeps the usual sound.
    }
  });
  const page = await context.newPage();
  return { browser, context, page };
}

/** An agent signed in and ready to be rung. */
export async function openAgent(
  product: Product,
  who: 'alex' | 'bo',
  settings: PersonSettings = {},
): Promise<Person> {
  const person = await openPerson(product, who, settings);
  await person.page.goto(product.desk);
  await signIn(person.page, product, who);
  await startShift(person.page);
  return person;
}

/** Signs in on the desk's first page. */
export async function signIn(page: Page, product: Product, who: 'alex' | 'bo'): Promise<void> {
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
): Promise<Person & { readonly widget: Frame }> {
  const person = await openPerson(product, 'customer', settings);
  await person.page.goto(product.demo);
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
export async function askForCall(
  widget: Frame,
  button: 'Audio call' | 'Video call' | 'Share screen',
): Promise<void> {
  await widget.getByRole('button', { name: button }).click();
}

/** Answers what rings. */
export async function answer(page: Page): Promise<void> {
  const incoming = page.getByRole('region', { name: 'Incoming' });
  await incoming.getByRole('button', { name: 'Answer' }).click();
}
