import { setTimeout as sleep } from 'node:timers/promises';
import { MediaWorkerRefusal } from './refusal.ts';
import { runProgram } from './run-program.ts';

type Need = { debian: string; test: readonly string[] };

/** What the build needs, each with the question that shows it is there and the package that brings it. */
const NEEDS: readonly Need[] = [
  { debian: 'g++', test: ['c++', '--version'] },
  { debian: 'meson', test: ['meson', '--version'] },
  { debian: 'ninja-build', test: ['ninja', '--version'] },
  { debian: 'pkg-config', test: ['pkg-config', '--version'] },
  { debian: 'flatbuffers-compiler', test: ['flatc', '--version'] },
  { debian: 'libflatbuffers-dev', test: ['pkg-config', '--exists', 'flatbuffers'] },
  { debian: 'libssl-dev', test: ['pkg-config', '--exists', 'openssl'] },
  { debian: 'libuv1-dev', test: ['pkg-config', '--exists', 'libuv'] },
  { debian: 'libsrtp2-dev', test: ['pkg-config', '--exists', 'libsrtp2'] },
  { debian: 'libusrsctp-dev', test: ['pkg-config', '--exists', 'usrsctp'] },
  { debian: 'libabsl-dev', test: ['pkg-config', '--exists', 'absl_flat_hash_map'] },
];

// Another apt may be at work on a fresh machine, or we ourselves for the browser of the tests.
const APT_WAIT_MS = 10 * 60_000;
const APT_AGAIN_MS = 2_000;
const PLAIN_APT = ['env', 'DEBIAN_FRONTEND=noninteractive', 'LC_ALL=C', 'apt-get'];

async function succeeds(command: readonly string[]): Promise<boolean> {
  const { code } = await runProgram({ command });
  return code === 0;
}

export async function missingPackages(): Promise<string[]> {
  const there = await Promise.all(NEEDS.map((need) => succeeds(need.test)));
  return NEEDS.filter((_, index) => !there[index]).map((need) => need.debian);
}

function commandFor(packages: readonly string[]): string {
  const install = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  return `sudo sh -c 'apt-get update && ${install}'`;
}

/** The words before `apt-get` that give it the rights it needs, or null where nothing does. */
async function rights(): Promise<string[] | null> {
  if (process.getuid?.() === 0) return [];
  return (await succeeds(['sudo', '-n', 'true'])) ? ['sudo', '-n'] : null;
}

type Install = {
  packages: readonly string[];
  log: (line: string) => void;
  signal?: AbortSignal | undefined;
};

/** Brings the missing libraries with apt, or says in one sentence what a person has to do. */
export async function installPackages({ packages, log, signal }: Install): Promise<void> {
  const todo = commandFor(packages);
  if (!(await succeeds(['apt-get', '--version']))) {
    throw new MediaWorkerRefusal(
      `Voice and video need ${packages.join(', ')} (Debian's names) and there is no apt here: ` +
        'install them, or name a ready binary in PARLEY_MEDIA_WORKER.',
    );
  }
  const prefix = await rights();
  if (prefix === null) {
    throw new MediaWorkerRefusal(
      `Voice and video need libraries that only an administrator can install: run  ${todo}  and start again.`,
    );
  }
  const apt = (...words: string[]) => runApt([...prefix, ...PLAIN_APT, ...words], { log, signal });
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  // Lists that are there are mostly good enough; refreshing them takes longer than the rest.
  if ((await apt(...install)) === null) return;
  await apt('update');
  const trouble = await apt(...install);
  if (trouble !== null) {
    throw new MediaWorkerRefusal(
      `The libraries for voice and video could not be installed (${trouble}): run  ${todo}  and start again.`,
    );
  }
}

/** Answers what went wrong, or null; waits for another apt, which `update` by itself never does. */
async function runApt(
  command: readonly string[],
  { log, signal }: Omit<Install, 'packages'>,
): Promise<string | null> {
  const patienceEnds = performance.now() + APT_WAIT_MS;
  for (;;) {
    const { code, output } = await runProgram({ command, signal, onLine: log });
    if (code === 0) return null;
    const lines = output.trim().split('\n');
    const busy = output.includes('Could not get lock') && performance.now() < patienceEnds;
    if (!busy) return lines.find((line) => line.startsWith('E: ')) ?? lines.at(-1) ?? '';
    await sleep(APT_AGAIN_MS, undefined, { ...(signal && { signal }) });
  }
}
