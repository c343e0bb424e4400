import { fileURLToPath } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';
import { build } from 'vite';
import { launchBrowser } from '../../world/browsers.ts';
import type { MarkedSpot, paintPage } from '../../world/paint-page.ts';

type Painter = { readonly painter: { readonly paintPage: typeof paintPage } };

/** The painting of the product in a page without anything else. */
const test = base.extend<Record<never, never>, { readonly painting: Page }>({
  painting: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern here.
    async ({}, use) => {
      const browser = await launchBrowser({ voiceFile: '/dev/null' });
      const page = await browser.newPage();
      await page.addScriptTag({ content: await bundled() });
      await use(page);
      await browser.close();
    },
    { scope: 'worker' },
  ],
});

async function bundled(): Promise<string> {
  const entry = fileURLToPath(new URL('../../world/paint-page.ts', import.meta.url));
  const lib = { entry, formats: ['iife' as const], name: 'painter' };
  const options = { write: false, minify: false, lib };
  const built = await build({ configFile: false, logLevel: 'silent', build: options });
  const [bundle] = [built].flat();
  if (bundle === undefined || !('output' in bundle)) throw new Error('nothing was built');
  return bundle.output[0].code;
}

const SCREENS = [
  { screen: { width: 360, height: 640 }, density: 3 },
  { screen: { width: 844, height: 390 }, density: 2 },
  { screen: { width: 768, height: 1_024 }, density: 2 },
  { screen: { width: 1_280, height: 720 }, density: 1 },
  { screen: { width: 1_920, height: 1_080 }, density: 1.25 },
] as const;

const PICTURE = { width: 1_280, height: 720 };
const WHOLE = { picture: PICTURE, turns: 0, zoom: 1, focus: { x: 0.5, y: 0.5 } } as const;
const SPOTS = [
  { x: 0.1, y: 0.15 },
  { x: 0.5, y: 0.5 },
  { x: 0.87, y: 0.4 },
  { x: 0.33, y: 0.9 },
];

/** Every spot marked on each screen and looked at on each other. */
function everywhere(turned: Partial<MarkedSpot['there']> = {}): readonly MarkedSpot[] {
  return SCREENS.flatMap(({ screen: mine }) =>
    SCREENS.flatMap(({ screen, density }) =>
      SPOTS.map((spot) => ({
        ...{ spot, density },
        here: { ...WHOLE, screen: mine },
        there: { ...WHOLE, ...turned, screen },
      })),
    ),
  );
}

function lookAt(page: Page, spots: readonly MarkedSpot[]) {
  return page.evaluate((all) => {
    const { paintPage: painted } = (window as unknown as Painter).painter;
    return all.map(painted.markSpot);
  }, spots);
}

test('A7: what is marked on any of five screens is painted at the same place on all of them, within 2 %', async ({
  painting,
}) => {
  const beside = await lookAt(painting, everywhere());
  expect(beside).toHaveLength(100);
  expect(beside).not.toContain(null);
  for (const one of beside) {
    expect(one?.across).toBeLessThan(0.02);
    expect(one?.down).toBeLessThan(0.02);
  }
});

test('A9: also where the other one has turned the picture and enlarged it', async ({
  painting,
}) => {
  const every = <One>(all: readonly One[]) => all.filter((_, index) => index % 3 === 0);
  const turned = await lookAt(painting, every(everywhere({ turns: 1 })));
  const enlargedAt = { turns: 3, zoom: 2, focus: { x: 0.4, y: 0.6 } } as const;
  const enlarged = await lookAt(painting, every(everywhere(enlargedAt)));
  const seen = [...turned, ...enlarged].filter((one) => one !== null);
  expect(seen.length).toBeGreaterThan(40);
  for (const { across, down } of seen) {
    expect(across).toBeLessThan(0.02);
    expect(down).toBeLessThan(0.02);
  }
});

test('A8: a flattened picture has what was drawn in its place, and the time in its corner', async ({
  painting,
}) => {
  const flattened = await painting.evaluate(() =>
    (window as unknown as Painter).painter.paintPage.flatten('21 Nov 2026, 10:00'),
  );
  expect(flattened.dot?.x).toBeCloseTo(320, 0);
  expect(flattened.dot?.y).toBeCloseTo(360, 0);
  expect(flattened.stamp?.x).toBeGreaterThan(1_050);
  expect(flattened.stamp?.y).toBeGreaterThan(680);
});
