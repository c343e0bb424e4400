import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Each person's own pitch in Hz; a journey says who is heard by naming it. They lie above the notes of
 * the hold music, whose overtones there are faint.
 */
export const TONES = { customer: 2_450, alex: 2_950, bo: 3_550, sam: 4_250 } as const;

/** Who makes a tone. */
export type Voice = keyof typeof TONES;

const RATE = 48_000;
const SECONDS = 4;
/** The pitch swings by this share twice a second: a chirp, which no filter takes for noise. */
const SWING = 0.02;

/**
 * Writes a person's chirp as a 48 kHz mono file that Chromium's fake microphone plays round and round; once, for
 * another browser may be reading it.
 */
export function writeVoice(folder: string, voice: Voice): string {
  const path = join(folder, `${voice}.wav`);
  if (existsSync(path)) return path;
  const samples = new Int16Array(RATE * SECONDS);
  let phase = 0;
  for (const index of samples.keys()) {
    const swing = 1 + SWING * Math.sin((2 * Math.PI * 2 * index) / RATE);
    phase += (2 * Math.PI * TONES[voice] * swing) / RATE;
    samples[index] = Math.round(0.35 * 32_767 * Math.sin(phase));
  }
  writeFileSync(path, Buffer.concat([header(samples.byteLength), Buffer.from(samples.buffer)]));
  return path;
}

function header(bytes: number): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + bytes, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(bytes, 40);
  return head;
}
