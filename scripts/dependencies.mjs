import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  readFileSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { resolve } from 'node:path';
import { Failure } from './failure.mjs';
import { root, runQuietly } from './programs.mjs';
import { showStep } from './progress.mjs';

const NEEDED_BYTES = 2e9;
const NEEDED_TO_RUN_BYTES = 2e8;
const ANSWER_MS = 20_000;

const lockFile = resolve(root, 'package-lock.json');
const stampFile = resolve(root, 'node_modules/.parley-lock');
const installedFile = resolve(root, 'node_modules/.package-lock.json');

const notOurs = `This user may not write into ${root}: run  sudo chown -R $(id -un) ${root}  and start again.`;

/** What npm says when the registry cannot be reached or does not give what is asked. */
const UNREACHABLE =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|FETCH_ERROR|ENOTCACHED|CERT_|E[45]\d\d|self.signed/;

/** Installs what the lock names, unless exactly that is installed already. */
export async function ensureDependencies() {
  const stamp = lockStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) {
    requireSpace(NEEDED_TO_RUN_BYTES, 'run');
    return;
  }
  if (!isInstalled()) {
    requireRights();
    requireSpace(NEEDED_BYTES, 'install');
    await showStep('Installing the dependencies with npm', install);
  }
  writeFileSync(stampFile, stamp);
}

async function install() {
  // Our own level: a silent "npm test" would silence this npm as well.
  const options = ['--loglevel=warn', '--fetch-retries=2'];
  // Without a registry npm tries each package for minutes; its cache may still have them all.
  if (!(await answersAtOnce())) options.push('--offline');
  const { code, output, logFile } = await runQuietly({
    command: [...npm(), 'ci', ...options],
    log: 'npm-ci.log',
  });
  if (code !== 0) throw new Failure(reasonIn(output, logFile));
}

async function answersAtOnce() {
  const options = ['--loglevel=warn', '--fetch-retries=0', `--fetch-timeout=${ANSWER_MS}`];
  const { code } = await runQuietly({
    command: [...npm(), 'view', 'typescript', 'version', ...options],
    log: 'npm-view.log',
  });
  return code === 0;
}

function reasonIn(output, logFile) {
  if (/ENOSPC/.test(output)) return `The disk is full: free 2 GB for ${root} and start again.`;
  if (UNREACHABLE.test(output)) {
    const registry = process.env.npm_config_registry ?? 'its registry';
    return `npm cannot get the packages from ${registry}: check the network or "npm config get registry" and start again; npm's words are in ${logFile}.`;
  }
  if (/EACCES|EPERM/.test(output)) return notOurs;
  return `npm could not install the dependencies: its words are in ${logFile}.`;
}

/** NOTE The npm that called us is the one that works here; a bare "npm" may be another. */
function npm() {
  const path = process.env.npm_execpath;
  return path?.endsWith('.js') ? [process.execPath, path] : ['npm'];
}

function lockStamp() {
  const hash = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  return `${hash} ${process.platform}-${process.arch}\n`;
}

/** Somebody who ran `npm install` by hand has everything: npm's own list says the same versions. */
function isInstalled() {
  if (!existsSync(installedFile)) return false;
  const wanted = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  const present = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  return Object.entries(wanted)
    .filter(([path]) => path.startsWith('node_modules/'))
    .every(([path, { version, optional }]) => {
      const found = present[path];
      return found === undefined ? optional === true : found.version === version;
    });
}

function requireRights() {
  try {
    accessSync(root, constants.W_OK);
  } catch (cause) {
    throw new Failure(notOurs, { cause });
  }
}

function requireSpace(neededBytes, what) {
  const { bavail, bsize } = statfsSync(root);
  const freeBytes = Number(bavail) * Number(bsize);
  if (freeBytes >= neededBytes) return;
  const inGb = (bytes) => (bytes / 1e9).toFixed(1);
  throw new Failure(
    `The disk of ${root} has ${inGb(freeBytes)} GB free and Parley needs ${inGb(neededBytes)} GB to ${what}: free some space and start again.`,
  );
}
