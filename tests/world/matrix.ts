import { expect, test } from '@playwright/test';
import { COLOURS, OTHER_PICTURES } from './colours.ts';
import type { Place } from './people.ts';
import { TONES, type Voice } from './tones.ts';

/** Everybody whose page is looked at. */
export type Room = Readonly<Partial<Record<Voice, Place>>>;

/** What reaches one person: people by name, `music` with its picture, nothing. */
export type Reaching = readonly (Voice | 'music')[];

/** Which picture comes with whom. */
export type Pictures = Readonly<Partial<Record<Voice | 'music', string>>>;

/** What reaches each of them; whoever is left out neither hears nor sees anything. */
export type Expected = Readonly<Partial<Record<Voice, Reaching>>>;

type Sensed = {
  /** Who is heard now, and who was heard in any moment since the last look. */
  readonly heard: readonly string[];
  readonly since: readonly string[];
  readonly seen: readonly string[];
};

/** Who hears and sees whom, read from what the pages play: by tone from the sound, by colour from decoded frames. */
export class Matrix {
  readonly #room: Record<string, Place> = {};
  readonly #pictures: Pictures;
  #before: readonly string[] = [];

  constructor(room: Room, pictures: Pictures) {
    for (const [who, place] of Object.entries(room)) this.#room[who] = place;
    this.#pictures = pictures;
  }

  /** Another page in somebody's place: reloaded, or opened anew; without one they are gone. */
  put(who: Voice, place: Place | null): void {
    if (place === null) delete this.#room[who];
    else this.#room[who] = place;
  }

  /**
   * Waits until the matrix is exactly this and stays so for a look. Between the last one and this nobody
   * may have been heard who belongs to neither, nor to what the step goes `through`.
   */
  async is(
    expected: Expected,
    { through = {}, withinMs = 20_000 }: { through?: Expected; withinMs?: number } = {},
  ): Promise<void> {
    const edges = this.#edgesOf(expected);
    await test.step(edges.join(', ') || 'nobody hears anybody', async () => {
      const between = new Set<string>();
      const read = async (): Promise<readonly string[]> => {
        const sensed = await this.#read();
        for (const edge of sensed.since) between.add(edge);
        return sensed.now;
      };
      await expect.poll(read, { intervals: [0], timeout: withinMs }).toEqual(edges);
      // It moved a moment ago: now it counts only who is there, half a second may pass without a frame.
      const stayed = (await read()).map((edge) => edge.replace(' frozen ', ' '));
      expect(without(stayed, edges), 'heard or seen a moment later').toEqual([]);
      const allowed = [...edges, ...this.#before, ...this.#edgesOf(through)];
      expect(without([...between], allowed), 'heard meanwhile').toEqual([]);
      this.#before = edges;
    });
  }

  #edgesOf(expected: Expected): readonly string[] {
    return Object.entries(expected)
      .filter(([who]) => who in this.#room)
      .flatMap(([who, from]) =>
        from.flatMap((one) => {
          const hears = `${who} hears ${one}`;
          // An agent who waits reads what goes on where the customer is shown a picture.
          const isShown = one !== 'music' || who === 'customer';
          const picture = isShown ? this.#pictures[one] : undefined;
          return picture === undefined ? [hears] : [hears, `${who} sees ${picture}`];
        }),
      )
      .sort();
  }

  async #read(): Promise<{ readonly now: readonly string[]; readonly since: readonly string[] }> {
    const all = await Promise.all(
      Object.entries(this.#room).map(async ([who, place]) => {
        const { heard, since, seen } = await sense(place);
        return {
          now: [
            ...heard.map((one) => `${who} hears ${one}`),
            ...seen.map((one) => `${who} sees ${one}`),
          ],
          since: since.map((one) => `${who} hears ${one}`),
        };
      }),
    );
    return {
      now: all.flatMap(({ now }) => now).sort(),
      since: all.flatMap(({ since }) => since),
    };
  }
}

function without(some: readonly string[], others: readonly string[]): readonly string[] {
  return some.filter((one) => !others.includes(one));
}

/** What a page plays within half a second. */
async function sense(place: Place): Promise<Sensed> {
  try {
    await place.evaluate(openEar, TONES);
    return await place.evaluate(senseInPage, { ...COLOURS, ...OTHER_PICTURES });
  } catch (error) {
    // A page that is loading anew plays nothing; it is looked at again.
    if (error instanceof Error && /context was destroyed|navigat|detached/.test(error.message)) {
      return { heard: [], since: [], seen: [] };
    }
    throw error;
  }
}

type Eared = {
  parleyEar?: {
    readonly listen: () => Promise<readonly string[]>;
    readonly since: Set<string>;
  };
};

/** Runs in the page: from now on it is heard who talks there, whichever elements play it. */
function openEar(tones: Readonly<Record<string, number>>): void {
  const here = window as unknown as Eared;
  if (here.parleyEar !== undefined) return;
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 8_192, smoothingTimeConstant: 0 });
  const bins = new Float32Array(analyser.frequencyBinCount);
  const hertz = context.sampleRate / analyser.fftSize;
  const sources = new Map<string, MediaStreamAudioSourceNode>();
  const tune = (): void => {
    const sounds = document.querySelectorAll<HTMLAudioElement>('[data-testid="remote-sound"]');
    const tracks = [...sounds].flatMap(({ paused, muted, srcObject }) =>
      !paused && !muted && srcObject instanceof MediaStream ? srcObject.getAudioTracks() : [],
    );
    for (const [id, source] of sources) {
      if (tracks.some((track) => track.id === id)) continue;
      source.disconnect();
      sources.delete(id);
    }
    for (const track of tracks.filter(({ id }) => !sources.has(id))) {
      const source = context.createMediaStreamSource(new MediaStream([track]));
      source.connect(analyser);
      sources.set(track.id, source);
    }
  };
  const between = (from: number, to: number): readonly number[] => [
    ...bins.slice(Math.floor(from / hertz), Math.ceil(to / hertz)),
  ];
  const names = (): readonly string[] => {
    tune();
    analyser.getFloatFrequencyData(bins);
    const spoken = between(200, 6_000).toSorted((a, b) => a - b);
    const usual = spoken[Math.floor(spoken.length / 2)] ?? -200;
    // A tone stretched over a lost packet has false tones beside it: everybody speaks equally loud.
    const faint = Math.max(-50, usual + 30, (spoken.at(-1) ?? 0) - 15);
    const heard = Object.keys(tones).filter((name) => {
      const tone = tones[name] ?? 0;
      return Math.max(...between(tone * 0.97, tone * 1.03)) > faint;
    });
    // The music's notes lie below everybody's tone.
    return Math.max(...between(150, 1_500)) > -55 ? [...heard, 'music'] : heard;
  };
  const since = new Set<string>();
  const turns = new Map<string, number>();
  // A switch of sounds makes a click of every pitch: a voice lasts.
  setInterval(() => {
    const heard = names();
    for (const name of [...turns.keys()].filter((one) => !heard.includes(one))) turns.delete(name);
    for (const name of heard) {
      const turn = (turns.get(name) ?? 0) + 1;
      turns.set(name, turn);
      if (turn === 3) since.add(name);
    }
  }, 100);
  const listen = async (): Promise<readonly string[]> => {
    const heard: string[] = [];
    for (let look = 0; look < 3; look += 1) {
      const clock = new ConstantSourceNode(context, { offset: 0 });
      clock.connect(context.destination);
      clock.start();
      clock.stop(context.currentTime + 0.18);
      await new Promise((resolve) => clock.addEventListener('ended', resolve));
      heard.push(...names());
    }
    const mostly = (name: string): boolean => heard.filter((one) => one === name).length > 1;
    return [...new Set(heard)].filter(mostly);
  };
  here.parleyEar = { listen, since };
}

/** Runs in the page: who is heard and seen in the next half second. */
async function senseInPage(colours: Readonly<Record<string, readonly number[]>>): Promise<Sensed> {
  const { parleyEar: ear } = window as unknown as Eared;
  if (ear === undefined) throw new Error('nobody listens to this page');
  const pictures = (): readonly HTMLVideoElement[] => {
    const which = ['remote-picture', 'side-picture'].map((one) => `video[data-testid="${one}"]`);
    return [...document.querySelectorAll<HTMLVideoElement>(which.join())].filter(
      (video) =>
        video.videoWidth > 0 &&
        video.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
    );
  };
  const framesOf = (video: HTMLVideoElement): number =>
    video.getVideoPlaybackQuality().totalVideoFrames;
  const whoIsIn = (video: HTMLVideoElement): string => {
    const pen = new OffscreenCanvas(8, 8).getContext('2d', { willReadFrequently: true });
    pen?.drawImage(video, 0, 0, 8, 8);
    const pixels = pen?.getImageData(0, 0, 8, 8).data ?? new Uint8ClampedArray();
    const mean = [0, 1, 2].map(
      (part) => pixels.reduce((sum, one, at) => (at % 4 === part ? sum + one : sum), 0) / 64,
    );
    const away = (colour: readonly number[]): number =>
      Math.hypot(...colour.map((one, part) => one - (mean[part] ?? 0)));
    const [near] = Object.keys(colours)
      .filter((name) => away(colours[name] ?? []) < 70)
      .sort((one, other) => away(colours[one] ?? []) - away(colours[other] ?? []));
    return near ?? `rgb ${mean.map(Math.round).join(' ')}`;
  };
  const before = new Map(pictures().map((video) => [video, framesOf(video)]));
  const heard = await ear.listen();
  const seen = pictures().flatMap((video) => {
    const frames = before.get(video);
    if (frames === undefined) return [];
    return framesOf(video) > frames ? [whoIsIn(video)] : [`frozen ${whoIsIn(video)}`];
  });
  const since = [...ear.since].filter((name) => name !== 'music');
  ear.since.clear();
  return { heard, since, seen };
}
