import type { BrowserContext, Page } from '@playwright/test';

type Key = 'call' | 'mute' | 'hold' | 'reject';
type Device = EventTarget & { readonly shown: number; readonly press: (key: Key) => void };
type Plugged = {
  parleyDescription: readonly unknown[];
  ParleyDevice: new () => Device;
  parleyHeadset: {
    press: (key: Key) => void;
    lights: () => Readonly<Record<string, boolean>>;
    plug: (isIn: boolean) => void;
  };
};

/**
 * Puts a USB headset on the computer, behind the browser's own door: it is described as the makers describe
 * theirs, speaks in bytes, and answers the page's reports as their firmware does.
 */
export async function plugHeadset(context: BrowserContext): Promise<void> {
  await context.addInitScript(describe);
  await context.addInitScript(build);
  await context.addInitScript(connect);
}

/** What its maker wrote into it: buttons and lights in report 2, two bytes each way. */
function describe(): void {
  const bits = (usages: number[], isAbsolute: boolean) => ({
    usages,
    isAbsolute,
    hasPreferredState: !isAbsolute,
    reportSize: 1,
    reportCount: usages.length,
  });
  const padding = (reportCount: number) => ({ isConstant: true, reportSize: 1, reportCount });
  const input = [
    bits([0x0b0020, 0x0b0097, 0x0b002a], true),
    bits([0x0b002f, 0x0b0021, 0x0b0024, 0x0b0050, 0x090007], false),
    padding(8),
  ];
  const output = [
    bits([0x080017, 0x080009, 0x080018, 0x080020, 0x080021, 0x08002a, 0x0b009e], true),
    padding(9),
  ];
  const parleyDescription: Plugged['parleyDescription'] = [
    {
      usagePage: 0x0b,
      usage: 0x05,
      type: 1,
      children: [],
      featureReports: [],
      inputReports: [{ reportId: 2, items: input }],
      outputReports: [{ reportId: 2, items: output }],
    },
  ];
  Object.assign(window, { parleyDescription });
}

/** Its firmware. */
function build(): void {
  const BITS = { mute: 8, hold: 16, reject: 128 } as const;
  class ParleyDevice extends EventTarget {
    opened = false;
    readonly vendorId = 0x0b0e;
    readonly productId = 0x2453;
    readonly productName = 'Evolve Test 40';
    readonly collections = (window as unknown as Plugged).parleyDescription;
    shown = 0;
    #hook = 0;

    async open(): Promise<void> {
      this.opened = true;
    }

    async close(): Promise<void> {
      this.opened = false;
    }

    async forget(): Promise<void> {
      localStorage.removeItem('test-headset-allowed');
    }

    /** Says yes to being taken off or put on the hook. */
    async sendReport(reportId: number, data: Uint8Array): Promise<void> {
      if (!this.opened || reportId !== 2 || data.length !== 2) {
        throw new DOMException('bad report', 'NotAllowedError');
      }
      this.shown = data[0] ?? 0;
      const hook = this.shown & 1;
      if (hook === this.#hook) return;
      this.#hook = hook;
      this.#say(0);
    }

    press(key: Key): void {
      if (key === 'call') {
        this.#hook = 1 - this.#hook;
        this.#say(0);
        return;
      }
      // Outside a call the microphone is off anyway: such a press stays in the headset.
      if (key === 'mute' && this.#hook === 0) return;
      this.#say(BITS[key]);
      this.#say(0);
    }

    #say(pressed: number): void {
      if (!this.opened) return;
      const data = new DataView(Uint8Array.of(this.#hook | pressed, 0).buffer);
      this.dispatchEvent(Object.assign(new Event('inputreport'), { reportId: 2, data }));
    }
  }
  Object.assign(window, { ParleyDevice });
}

/** The browser's door to it, and a hand for the test. */
function connect(): void {
  const { ParleyDevice } = window as unknown as Plugged;
  let device = new ParleyDevice();
  let isIn = true;
  const hid = Object.assign(new EventTarget(), {
    getDevices: async () =>
      isIn && localStorage.getItem('test-headset-allowed') !== null ? [device] : [],
    requestDevice: async ({ filters }: { filters: { usagePage: number }[] }) => {
      if (!isIn || !filters.some((one) => one.usagePage === 0x0b)) return [];
      localStorage.setItem('test-headset-allowed', 'yes');
      return [device];
    },
  });
  Object.defineProperty(navigator, 'hid', { value: hid, configurable: true });
  const parleyHeadset: Plugged['parleyHeadset'] = {
    press: (key) => device.press(key),
    lights: () => ({
      offHook: (device.shown & 1) !== 0,
      mute: (device.shown & 2) !== 0,
      ring: (device.shown & 4) !== 0,
      hold: (device.shown & 8) !== 0,
    }),
    plug: (next) => {
      const gone = device;
      isIn = next;
      if (next) device = new ParleyDevice();
      const name = next ? 'connect' : 'disconnect';
      hid.dispatchEvent(Object.assign(new Event(name), { device: next ? device : gone }));
    },
  };
  Object.assign(window, { parleyHeadset });
}

/** Presses a button of the headset. */
export async function press(page: Page, key: Key): Promise<void> {
  await page.evaluate((which) => (window as unknown as Plugged).parleyHeadset.press(which), key);
}

/** The lights that are on. */
export async function lights(page: Page): Promise<readonly string[]> {
  const all = await page.evaluate(() => (window as unknown as Plugged).parleyHeadset.lights());
  return Object.entries(all)
    .filter(([, on]) => on)
    .map(([name]) => name);
}

/** Pulls the headset out, or plugs it in again. */
export async function plug(page: Page, where: 'in' | 'out'): Promise<void> {
  await page.evaluate(
    (isIn) => (window as unknown as Plugged).parleyHeadset.plug(isIn),
    where === 'in',
  );
}
