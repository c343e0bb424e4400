import { useEffect, useState } from 'preact/hooks';
import type { Store } from '../../live/store.ts';
import { useStore } from '../../ui/use-store.ts';

/** How often the voice is looked at; fast enough for a bar that follows it. */
const LOOK_MS = 100;
const LOUD = 0.25;

/** How loud the microphone hears the guest, 0 to 10; null where the browser does not let a page listen yet. */
export function useVoice(voice: Store<MediaStreamTrack | null>): number | null {
  const track = useStore(voice);
  const [level, setLevel] = useState<number | null>(null);
  useEffect(() => {
    setLevel(null);
    if (track === null || typeof AudioContext !== 'function') return;
    const context = new AudioContext();
    const ear = context.createAnalyser();
    ear.fftSize = 1024;
    context.createMediaStreamSource(new MediaStream([track])).connect(ear);
    const wave = new Float32Array(ear.fftSize);
    const timer = setInterval(() => {
      if (context.state !== 'running') return;
      ear.getFloatTimeDomainData(wave);
      const power = wave.reduce((sum, one) => sum + one * one, 0) / wave.length;
      setLevel(Math.min(10, Math.round((Math.sqrt(power) / LOUD) * 10)));
    }, LOOK_MS);
    return () => {
      clearInterval(timer);
      void context.close();
    };
  }, [track]);
  return level;
}
