import type { Page } from '@playwright/test';
import { canvasOf, sharedPicture, takeScreenshot } from '../../world/drawing.ts';
import { type Colour, coloursOn, watchColours } from '../../world/page-colours.ts';
import { askForCall, button, type PersonSettings, type Place, talk } from '../../world/people.ts';
import { expect, test } from '../../world/world.ts';

/** What the customer's browser shares when a screen is asked for: the very tab. */
const SHARES_THIS_TAB = ['--use-fake-device-for-media-stream=fps=30,display-media-type=browser'];

/** Bright, and nowhere else on the page: three that must never be seen, and one that must. */
const COLOURS = {
  marked: [255, 0, 255],
  mail: [0, 255, 0],
  card: [0, 0, 255],
  open: [0, 255, 255],
} satisfies Record<string, Colour>;

const HIDDEN = { marked: 0, mail: 0, card: 0 };

/** Paints what is private, and what is not, in these colours; the page's policy allows no other way. */
async function paint(page: Page): Promise<void> {
  await page.evaluate((colours) => {
    const places = { marked: '.address', mail: '.mail', card: '#card', open: '.lamps' } as const;
    const rules = Object.entries(places).map(([name, place]) => {
      const colour = `rgb(${colours[name as keyof typeof places].join(' ')}) !important`;
      const look = `background: ${colour}; color: ${colour}; border-color: ${colour}`;
      return `${place}, ${place} * { ${look} }`;
    });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules.join(' '));
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }, COLOURS);
}

/** A page that is mostly busy with itself: the browser scrolls it all the same, and the page learns of it late. */
async function keepBusy(page: Page): Promise<void> {
  await page.evaluate(() => {
    const work = (): void => {
      const until = performance.now() + 120;
      while (performance.now() < until) document.title = `${document.title}`;
    };
    setInterval(work, 160);
  });
}

function sharing(site: string): PersonSettings {
  return { site, flags: SHARES_THIS_TAB };
}

/** Watches every frame the agent sees from the first that shows the page. */
async function watchPage(page: Page): ReturnType<typeof watchColours> {
  const seen = await watchColours(page.getByTestId('remote-picture'), COLOURS);
  await expect.poll(async () => (await seen()).most.open ?? 0).toBeGreaterThan(0.01);
  return seen;
}

/** The picture that this side has just frozen shows the page, and nothing private. */
async function expectFrozenHidden(place: Place): Promise<void> {
  await expect(button(place, 'Send picture')).toBeEnabled();
  const canvas = canvasOf(place);
  await expect.poll(async () => (await coloursOn(canvas, COLOURS)).open).toBeGreaterThan(0.01);
  expect(await coloursOn(canvas, COLOURS)).toMatchObject(HIDDEN);
}

test('a customer shares the page they are on: what is private in it is hidden in every picture, also while it scrolls', async ({
  agent,
  customer,
  product,
}) => {
  // From then on the page has a quarter of its time for everything that is pressed.
  test.setTimeout(180_000);
  const alex = await agent('alex');
  const cleo = await customer(sharing(`${product.demo}checkout.html`));
  await paint(cleo.page);
  await talk(alex, cleo, { button: 'Share screen' });
  await expect(cleo.widget.getByText('Parts of this page are hidden')).toBeVisible();
  const seen = await watchPage(alex.page);
  await keepBusy(cleo.page);
  await cleo.page.mouse.move(300, 400);
  for (const way of [250, 250, 250, -400, -350, 120, 300, -420]) {
    const { pictures } = await seen();
    await cleo.page.mouse.wheel(0, way);
    await expect.poll(async () => (await seen()).pictures).toBeGreaterThan(pictures + 1);
  }
  expect((await seen()).most).toMatchObject(HIDDEN);

  await takeScreenshot(cleo.widget);
  await expectFrozenHidden(cleo.widget);
  await button(cleo.widget, 'Delete picture').click();
  await expect(sharedPicture(alex.page)).toBeHidden();
  await takeScreenshot(alex.page);
  await expectFrozenHidden(alex.page);
  expect((await seen()).most).toMatchObject(HIDDEN);
});

test('on a strict page of another site what is private is hidden also in shadow roots, in frames, half bold, shown as plain text, typed meanwhile and shown for a moment', async ({
  agent,
  customer,
  product,
}) => {
  const alex = await agent('alex');
  const cleo = await customer(sharing(product.shop));
  await cleo.page.evaluate(buildPrivatePage);
  await talk(alex, cleo, { button: 'Share screen' });
  await expect(cleo.widget.getByText('Parts of this page are hidden')).toBeVisible();
  const seen = await watchPage(alex.page);
  await cleo.page.evaluate(() => document.querySelector('#secret')?.setAttribute('type', 'text'));
  await cleo.page.evaluate(() => {
    const late = Object.assign(document.createElement('p'), { className: 'late' });
    late.append('late', '@example.com');
    document.querySelector('main')?.prepend(late);
  });
  const { pictures } = await seen();
  await expect.poll(async () => (await seen()).pictures).toBeGreaterThan(pictures + 40);
  expect((await seen()).most).toMatchObject(HIDDEN);
});

/** Private things of all kinds in one colour, one thing that is not in another; it runs in the page. */
function buildPrivatePage(): void {
  const main = document.querySelector('main');
  if (main === null) throw new Error('the shop has no main');
  const sheetOf = (rules: string): CSSStyleSheet => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    return sheet;
  };
  const bright = 'background: rgb(255 0 255); color: rgb(255 0 255); border: 0;';
  // Letters alone, where nothing has a background.
  const broad = `${bright} font: 900 32px sans-serif; -webkit-text-stroke: 6px rgb(255 0 255);`;
  document.adoptedStyleSheets = [
    ...document.adoptedStyleSheets,
    sheetOf(`
      .private, .late, .moment, #secret { ${bright} display: block; width: fit-content; font-size: 20px; }
      iframe.private { width: 200px; height: 60px; }
      .boxless { ${broad} display: contents; }
      .far { ${bright} position: absolute; left: 700px; top: 10px; width: 40px; height: 30px; }
      .moment { position: absolute; }
      .reach { ${bright} position: absolute; left: 500px; top: 40px; }
      .open { background: rgb(0 255 255); width: 300px; height: 80px; }
    `),
  ];
  const add = (tag: string, className: string, ...inside: (string | Node)[]): HTMLElement => {
    const element = Object.assign(document.createElement(tag), { className });
    element.append(...inside);
    main.append(element);
    return element;
  };
  const bold = document.createElement('b');
  bold.append('1111 11');
  add('span', 'private', '4111 ', bold, '11 1111');
  const root = add('div', '').attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [sheetOf(`p { ${bright} width: fit-content; }`)];
  root.append(Object.assign(document.createElement('p'), { textContent: 'shadow@example.com' }));
  const inner = add('iframe', '') as HTMLIFrameElement;
  const page = inner.contentDocument;
  const words = page?.createElement('p');
  if (page == null || words === undefined) throw new Error('the frame has no page');
  words.textContent = 'frame@example.com';
  words.style.cssText = `${bright} width: fit-content`;
  page.body.append(words);
  inner.style.padding = '30px 0 0 60px';
  add('b', 'boxless', 'boxless@example.com');
  const slotted = add('div', '').attachShadow({ mode: 'open' });
  slotted.adoptedStyleSheets = [sheetOf(`slot { ${broad} }`)];
  slotted.append(
    Object.assign(document.createElement('slot'), { textContent: 'slot@example.com' }),
  );
  const foreign = add('iframe', 'private') as HTMLIFrameElement;
  foreign.src = 'https://other.invalid/';
  const marked = add('div', '');
  marked.setAttribute('data-parley-private', '');
  const reach = Object.assign(document.createElement('p'), { className: 'reach' });
  reach.append('reaches out');
  marked.append(reach);
  const far = Object.assign(document.createElement('div'), { className: 'far' });
  const between = document.createElement('div');
  between.append(document.createElement('div'));
  between.firstElementChild?.append(far);
  marked.append(between);
  const secret = add('input', '') as HTMLInputElement;
  Object.assign(secret, { id: 'secret', type: 'password', value: 'hush' });
  add('p', 'open');
  let frames = 0;
  let moment: HTMLElement | null = null;
  const blink = (): void => {
    requestAnimationFrame(blink);
    frames += 1;
    if (frames % 10 === 0) {
      moment = add('p', 'moment', 'moment@example.com');
      moment.style.left = `${frames % 500}px`;
      moment.style.top = `${frames % 300}px`;
    } else if (frames % 10 === 1) moment?.remove();
  };
  blink();
}

test('a tab that may be this page is not shared where its private parts cannot be found, and the customer is told', async ({
  agent,
  customer,
  product,
}) => {
  await agent('alex');
  const cleo = await customer(sharing(product.shop));
  await cleo.page.route(/\/privacy\.js/, (route) => route.abort());
  await askForCall(cleo.widget, 'Share screen');
  await expect(cleo.widget.getByText('The tab was not shared')).toBeVisible();
  await expect(cleo.widget.getByText('share a window that does not show this page')).toBeVisible();
});

test('what finds the private parts did not come at first: it is fetched again, and the page is shared', async ({
  agent,
  customer,
  product,
}) => {
  const alex = await agent('alex');
  const cleo = await customer(sharing(`${product.demo}checkout.html`));
  await paint(cleo.page);
  await cleo.page.route(/\/privacy\.js$/, (route) => route.abort());
  await talk(alex, cleo, { button: 'Share screen' });
  await expect(cleo.widget.getByText('Parts of this page are hidden')).toBeVisible();
  const seen = await watchPage(alex.page);
  expect((await seen()).most).toMatchObject(HIDDEN);
});

test('a page does not bounce while it is shared, and one that has named itself anew is known when it is shared again', async ({
  agent,
  customer,
  product,
}) => {
  const alex = await agent('alex');
  const cleo = await customer(sharing(`${product.demo}checkout.html`));
  await paint(cleo.page);
  const bounces = () =>
    cleo.page.evaluate(() => getComputedStyle(document.documentElement).overscrollBehavior);
  await talk(alex, cleo, { button: 'Share screen' });
  const isHidden = cleo.widget.getByText('Parts of this page are hidden');
  await expect(isHidden).toBeVisible();
  await expect.poll(bounces).toBe('none');
  await button(cleo.widget, 'Stop sharing').click();
  await expect(isHidden).toBeHidden();
  await expect.poll(bounces).toBe('auto');

  await cleo.page.evaluate(() => {
    const devices = navigator.mediaDevices as MediaDevices & {
      setCaptureHandleConfig: (config: { handle: string; permittedOrigins: string[] }) => void;
    };
    devices.setCaptureHandleConfig({ handle: 'the shop', permittedOrigins: ['*'] });
  });
  await button(cleo.widget, 'Share screen').click();
  await expect(isHidden).toBeVisible();
  const seen = await watchPage(alex.page);
  expect((await seen()).most).toMatchObject(HIDDEN);
});
