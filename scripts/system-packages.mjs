import { existsSync } from 'node:fs';
import { Failure } from './failure.mjs';
import { runQuietly, works } from './programs.mjs';
import { showStep } from './progress.mjs';

/** What browser tests need of the system: where it is, and the Debian packages that bring it. */
const NEEDS = [
  { there: () => existsSync('/usr/bin/chromium'), packages: ['chromium', 'fonts-liberation'] },
  { there: () => works('ip', '-V') || existsSync('/sbin/ip'), packages: ['iproute2'] },
  { there: () => works('ffmpeg', '-version'), packages: ['ffmpeg'] },
  { there: () => existsSync('/usr/bin/turnserver'), packages: ['coturn'], unit: 'coturn.service' },
];

const APT_WAIT_SECONDS = 600;

/** Installs Debian's Chromium and the tools beside it, or says the command that does. */
export async function ensureSystemPackages() {
  const missing = NEEDS.filter((need) => !need.there());
  const packages = missing.flatMap((need) => need.packages);
  if (packages.length === 0) return;
  const list = packages.join(' ');
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  // Tests start these by themselves: as services they would be open to whoever reaches this machine.
  const masks = missing.flatMap(({ unit }) => masksFor(unit));
  const steps = [...masks, ['apt-get', 'update'], ['apt-get', ...install]];
  const byHand = `sudo sh -c '${steps.map((step) => step.join(' ')).join(' && ')}'`;
  const prefix = rights(list, byHand);
  await showStep(`Installing ${list} with apt`, async () => {
    for (const mask of masks) {
      await runQuietly({ command: [...prefix, ...mask], log: 'apt-mask.log' });
    }
    await apt(prefix, ['update']);
    const { code, logFile } = await apt(prefix, install);
    if (code === 0) return;
    throw new Failure(
      `apt could not install ${list}: run  ${byHand}  and start again; its words are in ${logFile}.`,
    );
  });
}

/** Keeps systemd, where there is one, from ever starting a service. */
function masksFor(unit) {
  const units = '/etc/systemd/system';
  if (unit === undefined || !existsSync(units)) return [];
  return [['ln', '-sfn', '/dev/null', `${units}/${unit}`]];
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
