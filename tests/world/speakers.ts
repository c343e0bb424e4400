import type { BrowserContext, Frame, Page } from '@playwright/test';

type Tapped = {
  parleyContexts: { context: AudioContext; analyser: AnalyserNode }[];
  parleyUnplug: (id: string, isGone: boolean) => void;
};

/** Listens to what a page plays by itself (rings, chimes, test tones), and can pull its devices out. */
export async function tapSpeakers(context: BrowserContext): Promise<void> {
  await context.addInitScript(inPage);
}

function inPage(): void {
  const contexts: Tapped['parleyContexts'] = [];
  const connect = AudioNode.prototype.connect as (to: AudioNode, ...how: number[]) => AudioNode;
  const isKnown = (to: AudioNode): boolean => contexts.some((one) => one.analyser === to);
  AudioNode.prototype.connect = function tapped(this: AudioNode, ...to: unknown[]) {
    const [target, ...how] = to as [AudioNode, ...number[]];
    const { context } = this;
    if (target instanceof AudioDestinationNode && context instanceof AudioContext) {
      const analyser = new AnalyserNode(context, { fftSize: 2048 });
      contexts.push({ context, analyser });
      connect.call(this, analyser);
    }
    return isKnown(target) ? target : connect.call(this, target, ...how);
  } as typeof AudioNode.prototype.connect;

  const gone = new Set<string>();
  const devices = navigator.mediaDevices;
  const list = devices.enumerateDevices.bind(devices);
  devices.enumerateDevices = async () => (await list()).filter((one) => !gone.has(one.deviceId));
  const parleyUnplug: Tapped['parleyUnplug'] = (id, isGone) => {
    if (isGone) gone.add(id);
    else gone.delete(id);
    devices.dispatchEvent(new Event('devicechange'));
  };
  Object.assign(window, { parleyContexts: contexts, parleyUnplug });
}

/** The loudest level (0 to 1) on each speaker where the page plays now, by the speaker's id; empty for the system's. */
export async function playedNow(page: Page | Frame): Promise<Readonly<Record<string, number>>> {
  return page.evaluate(() => {
    const { parleyContexts } = window as unknown as Tapped;
    const levels: Record<string, number> = {};
    for (const { context, analyser } of parleyContexts) {
      if (context.state !== 'running') continue;
      const wave = new Float32Array(analyser.fftSize);
      analyser.getFloatTimeDomainData(wave);
      const level = Math.max(...wave.map((one) => Math.abs(one)));
      // Chromium's own; the types do not know it yet.
      const { sinkId: id } = context as AudioContext & { readonly sinkId: string };
      if (level > 0.001) levels[id] = Math.max(levels[id] ?? 0, level);
    }
    return levels;
  });
}

/** Listens from now on; the answer gives the loudest so far, 0 to 1. */
export async function listen(page: Page | Frame): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const tapped = window as unknown as Tapped & { parleyLoudest: number; parleyListen?: number };
    tapped.parleyLoudest = 0;
    tapped.parleyListen ??= window.setInterval(() => {
      for (const { context, analyser } of tapped.parleyContexts) {
        const wave = new Float32Array(analyser.fftSize);
        if (context.state === 'running') analyser.getFloatTimeDomainData(wave);
        const level = Math.max(...wave.map((one) => Math.abs(one)));
        if (level > 0.001) tapped.parleyLoudest = Math.max(tapped.parleyLoudest, level);
      }
    }, 20);
  });
  return () => page.evaluate(() => (window as unknown as { parleyLoudest: number }).parleyLoudest);
}

/** Pulls a device out of the computer, or plugs it in again. */
export async function plugDevice(page: Page, id: string, where: 'in' | 'out'): Promise<void> {
  await page.evaluate(
    ({ device, isGone }) => (window as unknown as Tapped).parleyUnplug(device, isGone),
    { device: id, isGone: where === 'out' },
  );
}
