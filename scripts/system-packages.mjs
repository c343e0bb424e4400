import { existsSync } from 'node:fs';
import { Failure } from './failure.mjs';
import { runQuietly, works } from './programs.mjs';
import { showStep } from './progress.mjs';

/** What browser tests need of the system: where it is, and the Debian packages that bring it. */
const NEEDS = [
  { there: () => existsSync('/usr/bin/chromium'), packages: ['chromium', 'fonts-liberation'] },
  { there: () => works('ip', '-V') || existsSync('/sbin/ip'), packages: ['iproute2'] },
  { there: () => works('ffmpeg', '-version'), packages: ['ffmpeg'] },
];

const APT_WAIT_SECONDS = 600;

/** Installs Debian's Chromium and the tools beside it, or says the command that does. */
export async function ensureSystemPackages() {
  const packages = NEEDS.filter((need) => !need.there()).flatMap((need) => need.packages);
  if (packages.length === 0) return;
  const list = packages.join(' ');
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  const byHand = `sudo sh -c 'apt-get update && apt-get ${install.join(' ')}'`;
  const prefix = rights(list, byHand);
  await showStep(`Installing ${list} with apt`, async () => {
    await apt(prefix, ['update']);
    const { code, logFile } = await apt(prefix, install);
    if (code === 0) return;
    throw new Failure(
      `apt could not install ${list}: run  ${byHand}  and start again; its words are in ${logFile}.`,
    );
  });
}

function rights(list, byHand) {
  if (!works('apt-get', '--version')) {
    throw new Failure(`The browser tests need ${list} (Debian's names): install them.`);
  }
  if (process.getuid?.() === 0) return [];
  if (works('sudo', '-n', 'true')) return ['sudo', '-n'];
  throw new Failure(
    `The browser tests need ${list}, which only an administrator can install: run  ${byHand}  and start again.`,
  );
}

function apt(prefix, words) {
  const wait = `-oDPkg::Lock::Timeout=${APT_WAIT_SECONDS}`;
  const quiet = ['env', 'DEBIAN_FRONTEND=noninteractive'];
  return runQuietly({
    command: [...prefix, ...quiet, 'apt-get', wait, ...words],
    log: `apt-${words[0]}.log`,
  });
}
