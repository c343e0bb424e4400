import { createWriteStream } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { CachePlaces } from './cache.ts';
import { installPackages, missingPackages } from './libraries.ts';
import type { MediasoupPackage } from './mediasoup-package.ts';
import { copyPatchedSources, SETUP_OPTIONS } from './patch.ts';
import { FRACTIONS, ninjaFraction, type Report } from './progress.ts';
import { MediaWorkerRefusal } from './refusal.ts';
import { runProgram } from './run-program.ts';

const ROOM_BYTES = 100 * 2 ** 20;
const COMPILER_BYTES = 2 ** 30;

export type Build = {
  from: MediasoupPackage;
  places: CachePlaces;
  report: Report;
  signal?: AbortSignal | undefined;
};

/** Builds the worker inside the workshop and answers where it lies; what happened is in the log. */
export async function buildWorker({ from, places, report, signal }: Build): Promise<string> {
  if (process.platform !== 'linux') {
    throw new MediaWorkerRefusal(
      'The media worker can be built on Linux only: name a ready binary in PARLEY_MEDIA_WORKER.',
    );
  }
  await requireRoom(dirname(places.log));
  const file = createWriteStream(places.log);
  // Where the disk is full the build fails as well, and says so better than its log could.
  const written = finished(file).catch(() => undefined);
  const log = (line: string) => void file.write(`${line}\n`);
  try {
    const packages = await missingPackages();
    if (packages.length > 0) {
      report({ step: 'installing-libraries', fraction: FRACTIONS.installing });
      await installPackages({ packages, log, signal });
    }
    report({ step: 'building', fraction: FRACTIONS.building(0) });
    const sources = join(places.workshop, 'sources');
    await copyPatchedSources(from.sources, sources);
    return await compile({ sources, places, log, report, signal });
  } finally {
    file.end();
    await written;
  }
}

async function requireRoom(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < ROOM_BYTES) {
    throw new MediaWorkerRefusal(
      `Building the media worker needs ${ROOM_BYTES / 2 ** 20} MB of free disk in ${folder}: ` +
        'free some, or name another folder in PARLEY_CACHE.',
    );
  }
}

type Compile = {
  sources: string;
  places: CachePlaces;
  log: (line: string) => void;
  report: Report;
  signal: AbortSignal | undefined;
};

async function compile({ sources, places, log, report, signal }: Compile): Promise<string> {
  const output = join(places.workshop, 'output');
  // Nobody waits so hard for this that their own work should stutter.
  const kindly = ['nice', '-n', '10'];
  const steps: string[][] = [
    ['meson', 'setup', ...SETUP_OPTIONS, output, sources],
    ['meson', 'compile', '-C', output, 'flatbuffers-generator'],
    ['ninja', '-C', output, '-j', String(jobs()), 'mediasoup-worker'],
  ];
  for (const step of steps) {
    const counts = step[0] === 'ninja';
    const onLine = (line: string) => {
      log(line);
      const done = counts ? ninjaFraction(line) : null;
      if (done !== null) report({ step: 'building', fraction: FRACTIONS.building(done) });
    };
    const { code, output: said } = await runProgram({
      command: [...kindly, ...step],
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
      signal,
      onLine,
    });
    if (code !== 0) {
      throw new MediaWorkerRefusal(
        `The media worker could not be built (${firstError(said)}); all that happened is in ${places.log}.`,
      );
    }
  }
  return join(output, 'mediasoup-worker');
}

/** All cores, unless the compilers would not fit into memory side by side. */
function jobs(): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / COMPILER_BYTES)));
}

function firstError(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  const telling = lines.find((line) => /\berror: |ERROR: |No space left/.test(line));
  return (telling ?? lines.at(-1) ?? 'no reason given').replace(/^.*?(error|ERROR): /, '');
}
