import { type BrowserContext, type Frame, type Page, test } from '@playwright/test';

type Listening = {
  parleyListening?: {
    firstAt: number | null;
    lastAt: number;
    longestMs: number;
    readonly look: () => void;
  };
};

/**
 * Runs in a page: hears its remote sound without a pause, whichever track or element brings it, and
 * keeps when it was heard first and the longest silence since. What came while the page was too busy
 * to look is looked through afterwards.
 */
function keepListening(): void {
  const here = window as unknown as Listening;
  if (here.parleyListening !== undefined) return;
  const heard = { firstAt: null as number | null, lastAt: 0, longestMs: 0, look };
  here.parleyListening = heard;
  const open = () => {
    const context = new AudioContext();
    return {
      context,
      analysers: [512, 32_768].map((fftSize) => new AnalyserNode(context, { fftSize })),
    };
  };
  let ear: ReturnType<typeof open> | undefined;
  const sources = new Map<string, MediaStreamAudioSourceNode>();
  let lookedAt = Date.now();
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
      ear ??= open();
      const source = ear.context.createMediaStreamSource(new MediaStream([track]));
      for (const analyser of ear.analysers) source.connect(analyser);
      sources.set(track.id, source);
    }
  };
  const note = (at: number): void => {
    heard.firstAt ??= at;
    heard.longestMs = Math.max(heard.longestMs, at - Math.max(heard.firstAt, heard.lastAt));
    heard.lastAt = Math.max(heard.lastAt, at);
  };
  function look(): void {
    tune();
    const now = Date.now();
    const analyser = ear?.analysers[now - lookedAt > 50 ? 1 : 0];
    lookedAt = now;
    if (analyser === undefined) return;
    const wave = new Float32Array(analyser.fftSize);
    analyser.getFloatTimeDomainData(wave);
    const samplesPerMs = analyser.context.sampleRate / 1_000;
    for (const [index, one] of wave.entries()) {
      if (Math.abs(one) > 0.01) note(now - (wave.length - 1 - index) / samplesPerMs);
    }
  }
  setInterval(look, 10);
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
    heard.look();
    heard.longestMs = 0;
    return true;
  });
  return () =>
    place.evaluate(() => {
      const heard = (window as unknown as Listening).parleyListening;
      if (heard === undefined) throw new Error('nobody listens to this page');
      heard.look();
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
