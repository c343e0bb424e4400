import type { BrowserContext } from '@playwright/test';
import type { Place } from '../world/people.ts';

/** A place on the canvas of a shared picture, in pixels of the screen from its upper left corner. */
export type Spot = { readonly x: number; readonly y: number };

/** A pointer event by the page's clock: when the browser had it, and when the page was told. */
export type Pointed = Spot & { readonly at: number; readonly toldAt: number };

type Watched = Spot & { readonly before: readonly number[]; seenAt: number | null };

type InkProbe = {
  /** What pointer events are kept for; those for the bare line are also said on it. */
  listensFor: 'nothing' | 'ink' | 'line';
  pointed: Pointed[];
  watched: readonly Watched[];
  /** When each message of the bare line was painted. */
  painted: number[];
  readonly watch: (spots: readonly Spot[], ink: readonly number[]) => void;
  readonly isClean: () => boolean;
  /** The bare line. */
  line: WebSocket | null;
};

type Probed = { parleyInk: InkProbe };

/** Puts the probe into every page that the context opens from now on. */
export async function addInkProbe(context: BrowserContext): Promise<void> {
  await context.addInitScript(installInkProbe);
}

/** Runs in the page. */
function installInkProbe(): void {
  const REACH = 2;
  const plainFrame = window.requestAnimationFrame.bind(window);
  const now = (): number => performance.timeOrigin + performance.now();
  let inkColour: readonly number[] = [];
  const around = ({ x, y }: Spot): readonly number[] => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-testid="drawing"]');
    if (canvas === null) return [];
    const density = canvas.width / canvas.clientWidth;
    const [left, top] = [Math.round(x * density) - REACH, Math.round(y * density) - REACH];
    const side = 2 * REACH + 1;
    return [...(canvas.getContext('2d')?.getImageData(left, top, side, side).data ?? [])];
  };
  const wayToInk = (pixels: readonly number[], pixel: number): number =>
    inkColour.reduce((sum, part, at) => sum + Math.abs((pixels[pixel + at] ?? 0) - part), 0);
  /** Where a pixel is less than half as far from the ink's colour as it was before. */
  const isInked = (one: Watched): boolean => {
    const pixels = around(one);
    return pixels.some(
      (_part, at) => at % 4 === 0 && wayToInk(pixels, at) < wayToInk(one.before, at) / 2,
    );
  };
  const look = (): void => {
    for (const one of probe.watched) {
      if (one.seenAt !== null) continue;
      // They are drawn one after the other.
      if (!isInked(one)) return;
      one.seenAt = now();
    }
  };
  const record = (event: PointerEvent): void => {
    const toldAt = now();
    if (probe.listensFor === 'nothing') return;
    if (probe.listensFor === 'line') probe.line?.send('m');
    const steps = event.getCoalescedEvents();
    for (const { clientX: x, clientY: y, timeStamp } of steps.length === 0 ? [event] : steps) {
      probe.pointed.push({ x, y, at: performance.timeOrigin + timeStamp, toldAt });
    }
  };
  const probe: InkProbe = {
    listensFor: 'nothing',
    pointed: [],
    watched: [],
    painted: [],
    watch: (spots, ink) => {
      inkColour = ink;
      probe.watched = spots.map((spot) => ({ ...spot, before: around(spot), seenAt: null }));
    },
    isClean: () => !probe.watched.some(isInked),
    line: null,
  };
  Object.assign(window, { parleyInk: probe });
  // What a page paints in a frame is looked at in that frame, as soon as it is painted.
  window.requestAnimationFrame = (paint) =>
    plainFrame((time) => {
      paint(time);
      look();
    });
  addEventListener('pointerdown', record, { capture: true });
  // What the browser has of a hand before the frame of the screen that its moves wait for.
  addEventListener('pointerrawupdate', (event) => record(event as PointerEvent), { capture: true });
}

/** Keeps pointer events from now on, or keeps none; gives back what was kept before. */
export function listenFor(place: Place, what: InkProbe['listensFor']): Promise<readonly Pointed[]> {
  return place.evaluate((wanted) => {
    const { parleyInk: probe } = window as unknown as Probed;
    const { pointed } = probe;
    probe.pointed = [];
    probe.listensFor = wanted;
    return pointed;
  }, what);
}

/** Looks from now on when ink of this colour comes to places that have none, one after the other. */
export async function watchInk(
  place: Place,
  spots: readonly Spot[],
  ink: readonly number[],
): Promise<void> {
  await place.evaluate(
    ({ where, colour }) => (window as unknown as Probed).parleyInk.watch(where, colour),
    { where: spots, colour: ink },
  );
}

/** When ink came to each of the places; waits for it. */
export async function inkSeenAt(place: Place): Promise<readonly number[]> {
  const found = await place.waitForFunction(
    () => {
      const { watched } = (window as unknown as Probed).parleyInk;
      const seen = watched.flatMap(({ seenAt }) => seenAt ?? []);
      return seen.length === watched.length ? seen : null;
    },
    undefined,
    { timeout: 10_000, polling: 50 },
  );
  return (await found.jsonValue()) ?? [];
}

/** Waits until the places that were watched are as they were before. */
export async function inkIsGone(place: Place): Promise<void> {
  const isGone = () => (window as unknown as Probed).parleyInk.isClean();
  await place.waitForFunction(isGone, undefined, { timeout: 10_000, polling: 50 });
}

/** Opens the bare line; what comes on it is painted with the next frame. */
export async function openBareLine(place: Place, url: string): Promise<void> {
  await place.evaluate(openLine, url);
}

/** Runs in the page. */
async function openLine(url: string): Promise<void> {
  const { parleyInk: probe } = window as unknown as Probed;
  const canvas = Object.assign(document.createElement('canvas'), { width: 8, height: 8 });
  canvas.style.cssText = 'position:fixed;left:0;top:0;pointer-events:none';
  document.body.append(canvas);
  const brush = canvas.getContext('2d');
  let isDark = false;
  const paint = (): void => {
    isDark = !isDark;
    if (brush === null) return;
    brush.fillStyle = isDark ? '#000' : '#fff';
    brush.fillRect(0, 0, 8, 8);
    const [red = 128] = brush.getImageData(4, 4, 1, 1).data;
    if (red !== (isDark ? 0 : 255)) return;
    probe.painted.push(performance.timeOrigin + performance.now());
  };
  const line = new WebSocket(url);
  probe.line = line;
  line.onmessage = () => requestAnimationFrame(paint);
  await new Promise((resolve) => line.addEventListener('open', resolve));
}

/** When so many messages of the bare line were painted; forgets them. */
export async function paintedAt(place: Place, count: number): Promise<readonly number[]> {
  await place.waitForFunction(
    (wanted) => (window as unknown as Probed).parleyInk.painted.length >= wanted,
    count,
    { timeout: 10_000, polling: 50 },
  );
  return place.evaluate(() => (window as unknown as Probed).parleyInk.painted.splice(0));
}

/** How far the page's clock, `timeOrigin + now()`, is ahead of the machine's, ms. */
export function clockAhead(place: Place): Promise<number> {
  return place.evaluate(() => {
    const found = Array.from({ length: 30 }, () => {
      const before = Date.now();
      let tick = before;
      while (tick === before) tick = Date.now();
      return performance.timeOrigin + performance.now() - tick;
    });
    return Math.min(...found);
  });
}
