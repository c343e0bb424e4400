import { kept } from '../kept.ts';
import { createStore, type Store } from '../store.ts';
import { type HeadsetLink, linkHeadset, type Obey } from './headset-link.ts';
import { type Hid, type HidDevice, hidOfBrowser } from './hid.ts';
import { headsetName } from './makers.ts';
import { type ButtonName, layoutOf, TELEPHONY_PAGE } from './reports.ts';
import type { Wish } from './step.ts';
import { type HeadsetPage, takeTurns } from './turn.ts';

/** What the buttons of a headset do; each resolves when it is done or refused. */
export type HeadsetActions = {
  readonly onAnswer: () => Promise<unknown>;
  readonly onReject: () => Promise<unknown>;
  readonly onMute: (muted: boolean) => Promise<unknown>;
  readonly onHold: (held: boolean) => Promise<unknown>;
  readonly onEnd: () => Promise<unknown>;
};

/** The page's headset as a screen shows it. */
export type HeadsetState =
  | { readonly name: 'unsupported' }
  | { readonly name: 'none' }
  | { readonly name: 'connecting' }
  | { readonly name: 'connected'; readonly headset: string; readonly can: readonly ButtonName[] }
  /** Another tab of this desk listens to it. */
  | { readonly name: 'in-other-tab'; readonly headset: string }
  | { readonly name: 'failed'; readonly because: 'no-buttons' | 'in-use' };

/** The one headset whose buttons act on this page. */
export type Headset = {
  readonly state: Store<HeadsetState>;
  /** Must be called in a click: the browser asks which device. */
  readonly connect: () => Promise<void>;
  /** Lets it go for good: it does not come back by itself. */
  readonly disconnect: () => Promise<void>;
  readonly close: () => void;
};

type Known = { readonly vendorId: number; readonly productId: number };

/** Which one was used last; null also after it was let go on purpose. */
const keptHeadset = kept(
  'localStorage',
  'parley-headset',
  (value): value is Known =>
    typeof value === 'object' && value !== null && 'vendorId' in value && 'productId' in value,
);

/** Serves the headset that was connected before, or is connected by a click, with the page's one call. */
export function headsetFor(actions: HeadsetActions, page: Store<HeadsetPage>): Headset {
  const hid = hidOfBrowser();
  if (hid === null) {
    const nothing = async (): Promise<void> => undefined;
    const state = createStore<HeadsetState>({ name: 'unsupported' });
    return { state, connect: nothing, disconnect: nothing, close: () => undefined };
  }
  return new PageHeadset(hid, page, (wish) => obey(actions, wish));
}

function obey(actions: HeadsetActions, wish: Wish): Promise<unknown> {
  switch (wish.what) {
    case 'answer':
      return actions.onAnswer();
    case 'reject':
      return actions.onReject();
    case 'end':
      return actions.onEnd();
    case 'mute':
      return actions.onMute(wish.muted);
    case 'hold':
      return actions.onHold(wish.held);
  }
}

class PageHeadset implements Headset {
  readonly state = createStore<HeadsetState>({ name: 'none' });
  readonly #hid: Hid;
  readonly #page: Store<HeadsetPage>;
  readonly #obey: Obey;
  readonly #stop = new AbortController();
  readonly #turn: ReturnType<typeof takeTurns>;
  #device: HidDevice | null = null;
  #link: HeadsetLink | null = null;
  /** Openings and closings one after the other: a device is in the middle of neither. */
  #steps: Promise<void> = Promise.resolve();

  constructor(hid: Hid, page: Store<HeadsetPage>, obey: Obey) {
    this.#hid = hid;
    this.#page = page;
    this.#obey = obey;
    const { signal } = this.#stop;
    hid.addEventListener('connect', () => void this.#find(), { signal });
    hid.addEventListener('disconnect', (event) => this.#unplugged(event), { signal });
    this.#turn = takeTurns(page, () => this.#relink());
    page.subscribe(() => {
      if (!signal.aborted) this.#link?.tell(page.get());
    });
    void this.#find();
  }

  connect = async (): Promise<void> => {
    const before = this.state.get();
    this.state.set({ name: 'connecting' });
    const chosen = await this.#ask();
    if (chosen.length === 0) {
      this.state.set(before);
      return;
    }
    const device = chosen.find(isTelephone) ?? null;
    if (device === null) {
      this.state.set({ name: 'failed', because: 'no-buttons' });
      return;
    }
    keptHeadset.write({ vendorId: device.vendorId, productId: device.productId });
    await this.#use(device);
  };

  disconnect = async (): Promise<void> => {
    const device = this.#device;
    keptHeadset.write(null);
    await this.#use(null);
    await device?.forget?.();
  };

  close = (): void => {
    this.#stop.abort();
    this.#turn.close();
    void this.#use(null);
  };

  async #ask(): Promise<readonly HidDevice[]> {
    try {
      return await this.#hid.requestDevice({ filters: [{ usagePage: TELEPHONY_PAGE }] });
    } catch (error) {
      // The window with the choice was closed, or may not be shown here: nothing was chosen.
      if (error instanceof DOMException) return [];
      throw error;
    }
  }

  /** The headset of last time, when it is plugged in and still allowed. */
  async #find(): Promise<void> {
    const known = keptHeadset.read();
    if (known === null || this.#device !== null) return;
    const devices = await this.#hid.getDevices();
    const device = devices.find((one) => isSame(one, known) && isTelephone(one));
    if (device !== undefined && this.#device === null && !this.#stop.signal.aborted) {
      await this.#use(device);
    }
  }

  #unplugged(event: Event): void {
    if ('device' in event && event.device === this.#device) void this.#use(null);
  }

  async #use(device: HidDevice | null): Promise<void> {
    this.#device = device;
    await this.#relink();
  }

  #relink(): Promise<void> {
    this.#steps = this.#steps.then(() => this.#link?.close()).then(() => this.#open());
    return this.#steps;
  }

  async #open(): Promise<void> {
    this.#link = null;
    const device = this.#device;
    const layout = device === null ? null : layoutOf(device.collections);
    if (device === null || layout === null) {
      this.state.set({ name: 'none' });
      return;
    }
    const headset = headsetName(device);
    if (!this.#turn.isOurs()) {
      this.state.set({ name: 'in-other-tab', headset });
      return;
    }
    try {
      const lost = (): void => this.state.set({ name: 'failed', because: 'in-use' });
      const page = this.#page.get();
      this.#link = await linkHeadset(device, layout, { page, obey: this.#obey, lost });
      this.#link.tell(this.#page.get());
      this.state.set({ name: 'connected', headset, can: layout.buttons.map((one) => one.name) });
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      this.state.set({ name: 'failed', because: 'in-use' });
    }
  }
}

function isTelephone({ collections }: HidDevice): boolean {
  return layoutOf(collections) !== null;
}

function isSame(device: HidDevice, known: Known): boolean {
  return device.vendorId === known.vendorId && device.productId === known.productId;
}
