import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { frames, PICTURE } from './drawing.ts';
import { ffmpeg } from './ffmpeg.ts';
import { PIECE_S } from './score.ts';
import { piece, SAMPLE_RATE } from './synthesis.ts';

// Makes the hold music and the hold picture anew: node deploy/hold-media/main.ts

const players = fileURLToPath(new URL('../../media/players/', import.meta.url));
const repeatable = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags', '+bitexact'];

/** The second of two rounds is kept: the encoder has then heard what comes before the first note. */
async function writeMusic(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-hold-'));
  try {
    const samples = Buffer.from(piece().buffer);
    const twice = join(folder, 'twice.opus');
    const sound = ['-f', 'f32le', '-ar', String(SAMPLE_RATE), '-ac', '2', '-i', '-'];
    const codec = ['-c:a', 'libopus', '-b:a', '48k', '-frame_duration', '20'];
    await ffmpeg([...sound, ...codec, twice], [samples, samples]);
    const round = ['-ss', String(PIECE_S), '-t', String(PIECE_S)];
    const to = join(players, 'hold-music.opus');
    await ffmpeg(['-i', twice, ...round, '-c', 'copy', ...repeatable, to]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A key frame every second, so that nobody waits longer for the picture. */
async function writePicture(): Promise<void> {
  const { width, height, framesPerSecond } = PICTURE;
  const rate = String(framesPerSecond);
  const pixels = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${width}x${height}`, '-r', rate];
  const codec = ['-c:v', 'libvpx', '-crf', '12', '-b:v', '400k', '-deadline', 'best'];
  const plain = ['-auto-alt-ref', '0', '-lag-in-frames', '0', '-pix_fmt', 'yuv420p'];
  const keys = ['-g', rate, '-keyint_min', rate, '-force_key_frames', 'expr:gte(t,n_forced)'];
  const to = join(players, 'hold-picture.ivf');
  await ffmpeg([...pixels, '-i', '-', ...codec, ...plain, ...keys, ...repeatable, to], frames());
}

await Promise.all([writeMusic(), writePicture()]);
