import { type BrowserContext, type Frame, type Page, test } from '@playwright/test';

type Listening = {
  parleyListening?: { firstAt: number | null; lastAt: number; longestMs: number };
};

/**
 * Runs in a page: hears its remote sound without a pause, whichever track or element brings it, and
 * keeps when it was heard first and the longest silence since.
 */
function keepListening(): void {
  const here = window as unknown as Listening;
  if (here.parleyListening !== undefined) return;
  const heard = { firstAt: null as number | null, lastAt: 0, longestMs: 0 };
  here.parleyListening = heard;
  let context: AudioContext | undefined;
  let analyser: AnalyserNode | undefined;
  const sources = new Map<string, MediaStreamAudioSourceNode>();
  const wave = new Float32Array(512);
  const tune = (): void => {
    const sounds = document.querySelectorAll<HTMLAudioElement>('[data-testid="remote-sound"]');
    const tracks = [...sounds].flatMap(({ srcObject }) =>
      srcObject instanceof MediaStream ? srcObject.getAudioTracks() : [],
    );
    for (const [id, source] of sources) {
      if (tracks.some((track) => track.id === id)) continue;
      source.disconnect();
      sources.delete(id);
    }
    for (const track of tracks.filter(({ id }) => !sources.has(id))) {
      context ??= new AudioContext();
      analyser ??= new AnalyserNode(context, { fftSize: 512 });
      const source = context.createMediaStreamSource(new MediaStream([track]));
      source.connect(analyser);
      sources.set(track.id, source);
    }
  };
  setInterval(() => {
    tune();
    analyser?.getFloatTimeDomainData(wave);
    if (!wave.some((one) => Math.abs(one) > 0.01)) return;
    const now = Date.now();
    heard.firstAt ??= now;
    if (heard.lastAt !== 0) heard.longestMs = Math.max(heard.longestMs, now - heard.lastAt);
    heard.lastAt = now;
  }, 10);
}

/** Every page opened here from now on is listened to from its first moment. */
export async function listenFromStart(context: BrowserContext): Promise<void> {
  await context.addInitScript(keepListening);
}

/** Starts to watch; the answer gives the longest silence since then, the one that goes on included. */
export async function watchGaps(place: Page | Frame): Promise<() => Promise<number>> {
  await place.evaluate(keepListening);
  await place.waitForFunction(() => {
    const heard = (window as unknown as Listening).parleyListening;
    if (heard === undefined || heard.lastAt === 0) return false;
    heard.longestMs = 0;
    return true;
  });
  return () =>
    place.evaluate(() => {
      const heard = (window as unknown as Listening).parleyListening;
      if (heard === undefined) throw new Error('nobody listens to this page');
      return Math.max(heard.longestMs, Date.now() - heard.lastAt);
    });
}

/** When a page that is listened to from its start heard something first, on the clock of this machine. */
export async function firstHeardAt(place: Page | Frame): Promise<number> {
  const at = await place.waitForFunction(
    () => (window as unknown as Listening).parleyListening?.firstAt ?? null,
  );
  return (await at.jsonValue()) as number;
}

/** Writes a measured gap beside the journey's result: a figure to look at, not one to pass by. */
export function noteGap(what: string, gapMs: number): void {
  test.info().annotations.push({ type: 'gap', description: `${what}: ${Math.round(gapMs)} ms` });
}
