import type { Devices } from '../devices/devices.ts';
import { createStore, type Store } from '../store.ts';
import { nextBoost, type Size } from './picture-size.ts';
import type { Received } from './receiving.ts';

/** What of the call's playing the page knows. */
export type Playing = {
  /** The browser wants a tap before it plays sound (M15). */
  readonly blocked: boolean;
  /** The consumers whose picture has been seen. */
  readonly seen: readonly string[];
};

/** How long a size must last before the other layer is asked for. */
const SIZE_RESTS_MS = 300;

/** What is asked for in low-bandwidth mode, however large the place: the lowest layer. */
const SMALLEST: Size = { width: 160, height: 90 };

/** The page's own media elements, fed with what is received now; they are rendered by the screen. */
export class Elements {
  readonly playing = createStore<Playing>({ blocked: false, seen: [] });
  readonly #devices: Devices;
  readonly #shown: (consumerId: string, size: Size) => void;
  readonly #sounding = new Set<HTMLMediaElement>();
  /** Those of them that the browser keeps back: one that plays says nothing of the others. */
  readonly #refused = new Set<HTMLMediaElement>();

  constructor(parts: {
    readonly devices: Devices;
    readonly shown: (consumerId: string, size: Size) => void;
  }) {
    this.#devices = parts.devices;
    this.#shown = parts.shown;
  }

  attachSound(element: HTMLMediaElement, sound: Store<Received | null>): () => void {
    element.autoplay = true;
    this.#sounding.add(element);
    const play = (): void => void this.#play(element);
    const feed = (): void => {
      if (setTrack(element, sound.get()?.track ?? null)) play();
    };
    const route = (): void => void sendTo(element, this.#devices.speakerId());
    const unblock = (): void => this.#block(element, false);
    // A telephone call or a lock pauses what plays; nobody else does.
    const goOn = (): void => {
      if (element.srcObject !== null) play();
    };
    element.addEventListener('playing', unblock);
    element.addEventListener('pause', goOn);
    const stops = [sound.subscribe(feed), this.#devices.state.subscribe(route)];
    route();
    feed();
    return () => {
      for (const stop of stops) stop();
      element.removeEventListener('playing', unblock);
      element.removeEventListener('pause', goOn);
      this.#block(element, false);
      this.#sounding.delete(element);
      setTrack(element, null);
    };
  }

  attachPicture(element: HTMLVideoElement, picture: Store<Received | null>): () => void {
    // Sound goes through its own element: a picture may then always start by itself.
    element.muted = true;
    element.autoplay = true;
    element.playsInline = true;
    let watching = 0;
    let shown: Received | null = null;
    const feed = (): void => {
      const received = picture.get();
      if (!setTrack(element, received?.track ?? null)) return;
      if (shown !== null) this.#gone(shown.consumerId);
      shown = received;
      if (received === null) return;
      void this.#play(element);
      watching += 1;
      const turn = watching;
      firstFrame(element, () => {
        if (turn === watching) this.#seen(received.consumerId);
      });
      resized();
    };
    const tellSize = this.#sizeTeller(element, picture);
    let rest: ReturnType<typeof setTimeout> | undefined;
    const resized = (): void => {
      clearTimeout(rest);
      rest = setTimeout(tellSize, SIZE_RESTS_MS);
    };
    const observer = new ResizeObserver(resized);
    observer.observe(element);
    element.addEventListener('resize', resized);
    const stops = [picture.subscribe(feed), this.#devices.state.subscribe(resized)];
    feed();
    return () => {
      for (const stop of stops) stop();
      watching += 1;
      clearTimeout(rest);
      observer.disconnect();
      element.removeEventListener('resize', resized);
      if (shown !== null) this.#gone(shown.consumerId);
      setTrack(element, null);
    };
  }

  /** Called in a tap: then the browser lets sound through. */
  async playSound(): Promise<void> {
    await Promise.all([...this.#sounding].map((element) => this.#play(element)));
  }

  async #play(element: HTMLMediaElement): Promise<void> {
    try {
      await element.play();
      this.#block(element, false);
    } catch (error) {
      // An AbortError only says that another track came before this one played.
      const refused = error instanceof DOMException && error.name === 'NotAllowedError';
      if (refused && this.#sounding.has(element)) this.#block(element, true);
    }
  }

  #block(element: HTMLMediaElement, isRefused: boolean): void {
    if (isRefused) this.#refused.add(element);
    else this.#refused.delete(element);
    const blocked = this.#refused.size > 0;
    this.playing.update((now) => (now.blocked === blocked ? now : { ...now, blocked }));
  }

  #seen(consumerId: string): void {
    this.#gone(consumerId);
    this.playing.update((now) => ({ ...now, seen: [...now.seen, consumerId] }));
  }

  #gone(consumerId: string): void {
    this.playing.update((now) =>
      now.seen.includes(consumerId)
        ? { ...now, seen: now.seen.filter((one) => one !== consumerId) }
        : now,
    );
  }

  /** Tells the node how large a picture is shown, so that it sends the layer that fits. */
  #sizeTeller(element: HTMLVideoElement, picture: Store<Received | null>): () => void {
    let boost = 1;
    let told = '';
    return () => {
      const received = picture.get();
      const place = element.getBoundingClientRect();
      if (received === null || received.source !== 'camera' || place.width === 0) return;
      const scale = globalThis.devicePixelRatio;
      const shown = { width: place.width * scale, height: place.height * scale };
      const frame = { width: element.videoWidth, height: element.videoHeight };
      boost = nextBoost(boost, shown, frame);
      const { lowBandwidth } = this.#devices.state.get().chosen;
      const size = lowBandwidth ? SMALLEST : timesBoost(shown, boost);
      const saying = `${received.consumerId} ${size.width}x${size.height}`;
      if (saying === told) return;
      told = saying;
      this.#shown(received.consumerId, size);
    };
  }
}

function timesBoost({ width, height }: Size, boost: number): Size {
  return { width: Math.round(width * boost), height: Math.round(height * boost) };
}

/** Shows one's own picture; never with sound. */
export function attachOwn(
  element: HTMLVideoElement,
  track: Store<MediaStreamTrack | null>,
): () => void {
  element.muted = true;
  element.autoplay = true;
  element.playsInline = true;
  const feed = (): void => void setTrack(element, track.get());
  const stop = track.subscribe(feed);
  feed();
  return () => {
    stop();
    setTrack(element, null);
  };
}

/** Gives an element another track; false when it has it already. */
function setTrack(element: HTMLMediaElement, track: MediaStreamTrack | null): boolean {
  const now = element.srcObject instanceof MediaStream ? element.srcObject.getTracks()[0] : null;
  if ((now ?? null) === track) return false;
  element.srcObject = track === null ? null : new MediaStream([track]);
  return true;
}

function firstFrame(element: HTMLVideoElement, seen: () => void): void {
  if ('requestVideoFrameCallback' in element) element.requestVideoFrameCallback(seen);
  else (element as HTMLVideoElement).addEventListener('loadeddata', seen, { once: true });
}

async function sendTo(element: HTMLMediaElement, speakerId: string): Promise<void> {
  if (!('setSinkId' in element) || element.sinkId === speakerId) return;
  try {
    await element.setSinkId(speakerId);
  } catch (error) {
    // A speaker that has just gone: the browser stays with the one it has.
    if (!(error instanceof DOMException)) throw error;
  }
}
