import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const PROGRAM = 'ffmpeg';

/** Runs Debian's ffmpeg, which is needed only to make these files, never to run Parley. */
export async function ffmpeg(
  options: readonly string[],
  input: Iterable<Buffer> = [],
): Promise<void> {
  const child = spawn(PROGRAM, ['-loglevel', 'error', '-y', ...options], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  const ended = once(child, 'close');
  await pipeline(Readable.from(input), child.stdin);
  const [code] = await ended;
  if (code !== 0) throw new Error(`ffmpeg ended with code ${code}.`);
}
