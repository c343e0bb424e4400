import type { Frame } from '@playwright/test';
import { TONES, type Voice } from '../world/tones.ts';

/** Who is heard at once; without anybody it is the music. */
export type Voices = readonly Voice[];

/** How long sound is heard before and after what is looked at, ms. */
const AROUND_MS = 500;

/** What hears in the page. */
type Ear = {
  /** Forgets what was before. */
  readonly begin: () => void;
  /** The longest silence since then in ms, the one that goes on included. */
  readonly end: () => Promise<number>;
  readonly heard: () => readonly string[];
  readonly pass: (ms: number) => Promise<void>;
};

type Eared = { parleyEar: Ear };

/** From now on the page's remote sounds are heard together, whichever elements play them. */
export async function listenTo(place: Frame): Promise<void> {
  await place.evaluate(openEar, { tones: TONES, counter: `(${countSilence})()` });
}

/** The longest silence while something happens, with some sound before and after it. */
export async function silenceDuring(place: Frame, happens: () => Promise<void>): Promise<number> {
  await place.evaluate(async (ms) => {
    const { parleyEar: ear } = window as unknown as Eared;
    ear.begin();
    await ear.pass(ms);
  }, AROUND_MS);
  await happens();
  return place.evaluate(async (ms) => {
    const { parleyEar: ear } = window as unknown as Eared;
    await ear.pass(ms);
    return ear.end();
  }, AROUND_MS);
}

/** Waits until exactly these are heard. */
export async function hears(place: Frame, who: Voices | 'music'): Promise<void> {
  const wanted = who === 'music' ? 'music' : who.toSorted().join();
  await place.waitForFunction(
    (names) => (window as unknown as Eared).parleyEar.heard().join() === names,
    wanted,
    { polling: 50, timeout: 20_000 },
  );
}

/** Runs in the audio thread: counts how many samples one after the other were silent. */
function countSilence(): void {
  type Scope = {
    readonly AudioWorkletProcessor: new () => { readonly port: MessagePort };
    readonly registerProcessor: (name: string, processor: unknown) => void;
  };
  const { AudioWorkletProcessor: Base, registerProcessor } = globalThis as unknown as Scope;
  const LOUD = 0.005;
  class Silence extends Base {
    #now = 0;
    #longest = 0;

    constructor() {
      super();
      this.port.onmessage = ({ data }) => {
        if (data === 'end') this.port.postMessage(this.#longest);
        else [this.#now, this.#longest] = [0, 0];
      };
    }

    count([input]: readonly Float32Array[][]): boolean {
      const channels = input ?? [];
      const size = channels[0]?.length ?? 128;
      for (let at = 0; at < size; at += 1) {
        this.#now = channels.some((one) => Math.abs(one[at] ?? 0) > LOUD) ? 0 : this.#now + 1;
        this.#longest = Math.max(this.#longest, this.#now);
      }
      return true;
    }
  }
  // The audio thread calls what it asks for samples by this name.
  Object.defineProperty(Silence.prototype, 'process', { value: Silence.prototype.count });
  registerProcessor('silence', Silence);
}

/** Runs in the page. */
async function openEar({
  tones,
  counter,
}: {
  readonly tones: Readonly<Record<string, number>>;
  readonly counter: string;
}): Promise<void> {
  const context = new AudioContext();
  await context.resume();
  const code = new Blob([counter], { type: 'text/javascript' });
  await context.audioWorklet.addModule(URL.createObjectURL(code));
  const silence = new AudioWorkletNode(context, 'silence');
  const analyser = new AnalyserNode(context, { fftSize: 4_096, smoothingTimeConstant: 0 });
  const bins = new Float32Array(analyser.frequencyBinCount);
  const hertz = context.sampleRate / analyser.fftSize;
  const sum = new GainNode(context);
  sum.connect(silence).connect(context.destination);
  sum.connect(analyser);
  const sources = new Map<HTMLMediaElement, MediaStreamAudioSourceNode>();
  const follow = (element: HTMLMediaElement, stream: MediaProvider | null): void => {
    sources.get(element)?.disconnect();
    sources.delete(element);
    if (element.dataset.testid !== 'remote-sound' || !(stream instanceof MediaStream)) return;
    const source = context.createMediaStreamSource(stream);
    source.connect(sum);
    sources.set(element, source);
  };
  const { prototype } = HTMLMediaElement;
  const own = Object.getOwnPropertyDescriptor(prototype, 'srcObject');
  if (own === undefined) throw new Error('there is no srcObject to watch');
  Object.defineProperty(prototype, 'srcObject', {
    ...own,
    set(this: HTMLMediaElement, stream: MediaProvider | null) {
      own.set?.call(this, stream);
      follow(this, stream);
    },
  });
  const between = (from: number, to: number): number =>
    Math.max(...bins.slice(Math.floor(from / hertz), Math.ceil(to / hertz)));
  const ear: Ear = {
    begin: () => silence.port.postMessage('begin'),
    end: () =>
      new Promise((resolve) => {
        silence.port.onmessage = ({ data }) => resolve((data / context.sampleRate) * 1_000);
        silence.port.postMessage('end');
      }),
    heard: () => {
      analyser.getFloatFrequencyData(bins);
      const voices = Object.keys(tones).filter((name) => {
        const tone = tones[name] ?? 0;
        return between(tone * 0.97, tone * 1.03) > -40;
      });
      if (voices.length > 0) return voices.sort();
      return between(150, 1_500) > -60 ? ['music'] : [];
    },
    pass: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
  (window as unknown as Eared).parleyEar = ear;
}
