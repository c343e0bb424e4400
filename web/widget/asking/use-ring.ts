import { useEffect } from 'preact/hooks';

/** A ring of two soft notes, and the rest after it. */
const NOTES = [
  { hertz: 587, at: 0 },
  { hertz: 784, at: 0.22 },
] as const;
const ROUND_MS = 2_600;
const NOTE_SECONDS = 0.55;
const LOUDNESS = 0.12;

/** Rings as long as its screen is shown; a browser that wants a tap before any sound keeps it silent. */
export function useRing(): void {
  useEffect(() => {
    const context = new AudioContext();
    const round = (): void => {
      if (context.state !== 'running') return;
      for (const { hertz, at } of NOTES) sound(context, hertz, context.currentTime + at);
    };
    // A context that may not sound yet resumes with the next tap, in time for the next round.
    const wake = (): void => void context.resume();
    document.addEventListener('pointerdown', wake);
    round();
    const rounds = setInterval(round, ROUND_MS);
    return () => {
      clearInterval(rounds);
      document.removeEventListener('pointerdown', wake);
      void context.close();
    };
  }, []);
}

function sound(context: AudioContext, hertz: number, at: number): void {
  const tone = new OscillatorNode(context, { type: 'sine', frequency: hertz });
  const loudness = new GainNode(context, { gain: 0 });
  loudness.gain.setValueAtTime(0, at);
  loudness.gain.linearRampToValueAtTime(LOUDNESS, at + 0.03);
  loudness.gain.exponentialRampToValueAtTime(0.001, at + NOTE_SECONDS);
  tone.connect(loudness).connect(context.destination);
  tone.start(at);
  tone.stop(at + NOTE_SECONDS);
}
