import type { BrowserContext, Frame, Page } from '@playwright/test';

/** Whether something came from a person or from the player. */
type Heard = { readonly at: number; readonly from: string };

/** What a probe in a page has seen; all instants on this machine's clock, in ms. */
export type Probe = {
  /** Presses by the words on the button, newest last. */
  readonly clicks: { readonly name: string; readonly at: number }[];
  /** Frames shown in the remote picture. */
  readonly frames: Heard[];
  /** Each time the remote sound began after it had been silent. */
  readonly onsets: Heard[];
  readonly connections: RTCPeerConnection[];
  /** Answers what rings as soon as it is on the screen. */
  answersAtOnce: boolean;
};

declare global {
  interface Window {
    parleyProbe: Probe;
  }
}

/** Puts a probe into every page that the context opens from now on. */
export async function addProbe(context: BrowserContext): Promise<void> {
  await context.addInitScript(installProbe);
  await context.addInitScript(watchMedia);
}

/** Runs in the page. */
function installProbe(): void {
  const probe: Probe = { clicks: [], frames: [], onsets: [], connections: [], answersAtOnce: false };
  window.parleyProbe = probe;
  addEventListener(
    'click',
    ({ target, timeStamp }) => {
      const button = target instanceof Element ? target.closest('button') : null;
      if (button === null) return;
      const name = button.getAttribute('aria-label') ?? button.textContent ?? '';
      probe.clicks.push({ name, at: performance.timeOrigin + timeStamp });
    },
    { capture: true },
  );
  const answer = (): void => {
    if (!probe.answersAtOnce) return;
    const buttons = [...document.querySelectorAll('button')];
    buttons.find((one) => one.textContent?.trim() === 'Answer' && !one.disabled)?.click();
  };
  const watch = (): void => {
    new MutationObserver(answer).observe(document, { subtree: true, childList: true });
  };
  watch();
  const Native = RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      probe.connections.push(this);
    }
  };
}

/** Runs in the page: follows what the page itself gives to its media elements. */
function watchMedia(): void {
  const probe = window.parleyProbe;
  const clock = (): number => performance.timeOrigin + performance.now();
  const LOUD = 0.05;
  const QUIET_MS = 100;
  /** Null where it is one's own. */
  const senderOf = (track: MediaStreamTrack): string | null => {
    const owner = probe.connections.find((one) =>
      one.getReceivers().some((receiver) => receiver.track === track),
    );
    if (owner === undefined) return null;
    const mid = owner.getTransceivers().find((one) => one.receiver.track === track)?.mid;
    const text = owner.remoteDescription?.sdp ?? '';
    const part = text.split(/^m=/m).find((one) => one.includes(`a=mid:${mid}\r`)) ?? '';
    return /a=msid:([^: ]+)/.exec(part)?.[1] ?? 'unknown';
  };
  const watchPicture = (element: HTMLVideoElement, stream: MediaStream): void => {
    const [track] = stream.getVideoTracks();
    const from = track === undefined ? null : senderOf(track);
    if (from === null) return;
    const shown = (): void => {
      if (element.srcObject !== stream) return;
      probe.frames.push({ at: clock(), from });
      element.requestVideoFrameCallback(shown);
    };
    element.requestVideoFrameCallback(shown);
  };
  const watchSound = async (element: HTMLMediaElement, stream: MediaStream): Promise<void> => {
    const [track] = stream.getAudioTracks();
    const from = track === undefined ? null : senderOf(track);
    if (track === undefined || from === null) return;
    const Processor = (window as unknown as { MediaStreamTrackProcessor: ProcessorClass })
      .MediaStreamTrackProcessor;
    const reader = new Processor({ track }).readable.getReader();
    let loudAt = 0;
    while (element.srcObject === stream) {
      const { value, done } = await reader.read();
      if (done || value === undefined) break;
      const samples = new Float32Array(value.numberOfFrames);
      value.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
      value.close();
      if (!samples.some((one) => Math.abs(one) > LOUD)) continue;
      const now = clock();
      if (now - loudAt > QUIET_MS) probe.onsets.push({ at: now, from });
      loudAt = now;
    }
    await reader.cancel();
  };
  type ProcessorClass = new (options: {
    readonly track: MediaStreamTrack;
  }) => { readonly readable: ReadableStream<AudioData> };
  const { prototype } = HTMLMediaElement;
  const own = Object.getOwnPropertyDescriptor(prototype, 'srcObject');
  if (own === undefined) throw new Error('there is no srcObject to watch');
  Object.defineProperty(prototype, 'srcObject', {
    ...own,
    set(this: HTMLMediaElement, stream: MediaProvider | null) {
      own.set?.call(this, stream);
      if (!(stream instanceof MediaStream)) return;
      if (this instanceof HTMLVideoElement) watchPicture(this, stream);
      else void watchSound(this, stream);
    },
  });
}

/** When the newest press of a button was. */
export async function pressedAt(page: Page | Frame, name: string): Promise<number> {
  const at = await page.evaluate(
    (wanted) => window.parleyProbe.clicks.findLast((one) => one.name.trim().startsWith(wanted))?.at,
    name,
  );
  if (at === undefined) throw new Error(`"${name}" was not pressed`);
  return at;
}

/** When a person was first seen or heard there after an instant; waits for it. */
export async function firstFrom(
  page: Page | Frame,
  what: 'frames' | 'onsets',
  after: number,
): Promise<number> {
  const found = await page.waitForFunction(
    ({ list, since }) =>
      window.parleyProbe[list].find((one) => one.at > since && one.from !== 'player')?.at,
    { list: what, since: after },
    { timeout: 20_000, polling: 50 },
  );
  return (await found.jsonValue()) ?? Number.NaN;
}
