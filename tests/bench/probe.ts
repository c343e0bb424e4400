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
  /** Whose a received track is, as its stream says; null where it is nobody's or one's own. */
  senderOf: (track: MediaStreamTrack) => string | null;
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
  const probe: Probe = {
    clicks: [],
    frames: [],
    onsets: [],
    connections: [],
    answersAtOnce: false,
    senderOf: () => null,
  };
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
  /** Runs in a worker. */
  function hearOnsets(): void {
    const [LOUD, QUIET_MS] = [0.05, 100];
    let loudAt = 0;
    const hear = (data: AudioData): void => {
      const now = performance.timeOrigin + performance.now();
      const samples = new Float32Array(data.numberOfFrames);
      data.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
      data.close();
      if (!samples.some((one) => Math.abs(one) > LOUD)) return;
      if (now - loudAt > QUIET_MS) self.postMessage(now);
      loudAt = now;
    };
    addEventListener('message', async ({ data }: MessageEvent<ReadableStream<AudioData>>) => {
      const reader = data.getReader();
      for (let read = await reader.read(); !read.done; read = await reader.read()) hear(read.value);
    });
  }
  const senderOf: Probe['senderOf'] = (track) => {
    const owner = probe.connections.find((one) =>
      one.getReceivers().some((receiver) => receiver.track === track),
    );
    if (owner === undefined) return null;
    const mid = owner.getTransceivers().find((one) => one.receiver.track === track)?.mid;
    // Padding by which the worker measures the way; it carries nothing of anybody.
    if (mid === 'probator') return null;
    const text = owner.remoteDescription?.sdp ?? '';
    const part = text.split(/^m=/m).find((one) => one.includes(`a=mid:${mid}\r`)) ?? '';
    return /a=msid:([^: ]+)/.exec(part)?.[1] ?? 'unknown';
  };
  probe.senderOf = senderOf;
  const watchPicture = (element: HTMLVideoElement, stream: MediaStream): void => {
    const [track] = stream.getVideoTracks();
    const from = track === undefined ? null : senderOf(track);
    if (from === null) return;
    const shown: VideoFrameRequestCallback = (_now, { presentationTime }) => {
      if (element.srcObject !== stream) return;
      probe.frames.push({ at: performance.timeOrigin + presentationTime, from });
      element.requestVideoFrameCallback(shown);
    };
    element.requestVideoFrameCallback(shown);
  };
  // In a thread of its own, open beforehand: the page may be busy with drawing while it is already heard.
  const openEar = (): Worker => {
    const code = new Blob([`(${hearOnsets})()`], { type: 'text/javascript' });
    return new Worker(URL.createObjectURL(code));
  };
  let spare = openEar();
  const watchSound = (stream: MediaStream): void => {
    const [track] = stream.getAudioTracks();
    const from = track === undefined ? null : senderOf(track);
    if (track === undefined || from === null) return;
    const Processor = (window as unknown as { MediaStreamTrackProcessor: ProcessorClass })
      .MediaStreamTrackProcessor;
    const { readable } = new Processor({ track });
    const ear = spare;
    spare = openEar();
    ear.onmessage = ({ data }) => probe.onsets.push({ at: data, from });
    ear.postMessage(readable, [readable]);
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
      else watchSound(stream);
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

/** What a page has been sent by people: packets so far, and the instant of the newest. */
export async function received(
  page: Page | Frame,
): Promise<{ readonly packets: number; readonly lastAt: number }> {
  return page.evaluate(async () => {
    const { connections, senderOf } = window.parleyProbe;
    const people = connections
      .filter((one) => one.connectionState === 'connected')
      .flatMap((one) => one.getReceivers().map(({ track }) => ({ one, track })))
      .filter(({ track }) => ![null, 'player'].includes(senderOf(track)));
    const reports = await Promise.all(people.map(({ one, track }) => one.getStats(track)));
    const counts = reports
      .flatMap((report) => [...report.values()])
      .filter((entry) => entry.type === 'inbound-rtp');
    return {
      packets: counts.reduce((sum, entry) => sum + entry.packetsReceived, 0),
      lastAt: Math.max(0, ...counts.map((entry) => entry.lastPacketReceivedTimestamp ?? 0)),
    };
  });
}
