import type { Frame, Page } from '@playwright/test';
import { TONES, type Voice } from './tones.ts';

type Sampled = { readonly strength: Record<string, number>; readonly level: number };

/**
 * What comes out of a page's remote sound within half a second: how far each person's tone stands
 * above the rest of the spectrum in dB, and the loudest level (RMS, 0 to 1).
 */
async function listen(page: Page | Frame): Promise<Sampled> {
  return page.evaluate(async (tones) => {
    const voices = Object.entries(tones);
    const silence = { strength: Object.fromEntries(voices.map(([voice]) => [voice, 0])), level: 0 };
    const sounds = document.querySelectorAll<HTMLAudioElement>('[data-testid="remote-sound"]');
    const tracks = [...sounds].flatMap(({ paused, srcObject }) =>
      !paused && srcObject instanceof MediaStream ? srcObject.getAudioTracks() : [],
    );
    if (tracks.length === 0) return silence;
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 8_192, smoothingTimeConstant: 0 });
    for (const track of tracks) {
      context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    }
    const bins = new Float32Array(analyser.frequencyBinCount);
    const wave = new Float32Array(analyser.fftSize);
    const hertz = context.sampleRate / analyser.fftSize;
    const peakOf = (tone: number): number => {
      const spoken = [...bins.slice(Math.round(200 / hertz), Math.round(6_000 / hertz))];
      const usual = spoken.sort((a, b) => a - b)[Math.floor(spoken.length / 2)] ?? -200;
      const near = bins.slice(Math.floor((tone * 0.97) / hertz), Math.ceil((tone * 1.03) / hertz));
      const peak = Math.max(...near);
      return peak > -50 ? peak - usual : 0;
    };
    const strength = { ...silence.strength };
    let level = 0;
    for (let look = 0; look < 3; look += 1) {
      const clock = new ConstantSourceNode(context, { offset: 0 });
      clock.connect(context.destination);
      clock.start();
      clock.stop(context.currentTime + 0.18);
      await new Promise((resolve) => clock.addEventListener('ended', resolve));
      analyser.getFloatFrequencyData(bins);
      analyser.getFloatTimeDomainData(wave);
      level = Math.max(
        level,
        Math.sqrt(wave.reduce((sum, one) => sum + one * one, 0) / wave.length),
      );
      for (const [voice, tone] of voices) {
        strength[voice] = Math.max(strength[voice] ?? 0, peakOf(tone));
      }
    }
    await context.close();
    return { strength, level };
  }, TONES);
}

/** Whose tones a page plays now, by name; music and silence name nobody. */
export async function voicesHeard(page: Page | Frame): Promise<readonly Voice[]> {
  const { strength } = await listen(page);
  const voices = Object.keys(TONES) as Voice[];
  return voices.filter((voice) => (strength[voice] ?? 0) > 30);
}

/** How loud a page's remote sound is, RMS from 0 (silent) to 1. */
export async function loudness(page: Page | Frame): Promise<number> {
  return (await listen(page)).level;
}

/** Starts to watch for silence; the answer ends it and gives the longest silence in ms. */
export async function watchSilence(page: Page | Frame): Promise<() => Promise<number>> {
  await page.evaluate(async () => {
    const sounds = document.querySelectorAll<HTMLAudioElement>('[data-testid="remote-sound"]');
    const streams = [...sounds].flatMap(({ srcObject }) =>
      srcObject instanceof MediaStream ? [srcObject] : [],
    );
    if (streams.length === 0) throw new Error('there is no remote sound to watch');
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 512 });
    for (const stream of streams) context.createMediaStreamSource(stream).connect(analyser);
    const wave = new Float32Array(analyser.fftSize);
    const watch = { longest: 0, stop: () => 0 };
    let heardAt = performance.now();
    const look = (): void => {
      analyser.getFloatTimeDomainData(wave);
      const now = performance.now();
      if (wave.some((one) => Math.abs(one) > 0.01)) {
        watch.longest = Math.max(watch.longest, now - heardAt);
        heardAt = now;
      }
    };
    const timer = setInterval(look, 10);
    watch.stop = () => {
      clearInterval(timer);
      void context.close();
      return Math.max(watch.longest, performance.now() - heardAt);
    };
    Object.assign(window, { parleySilence: watch });
  });
  return () =>
    page.evaluate(() =>
      (window as unknown as { parleySilence: { stop: () => number } }).parleySilence.stop(),
    );
}
