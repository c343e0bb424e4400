import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export type Platform = { platform: string; arch: string; libc: string };

/** The C library belongs to it: a binary is bound to the distribution release it was built on. */
export function thisPlatform(): Platform {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  const glibc = report.header?.glibcVersionRuntime;
  const otherLibc = process.platform === 'linux' ? 'musl' : 'system';
  return {
    platform: process.platform,
    arch: process.arch,
    libc: glibc === undefined ? otherLibc : `glibc${glibc}`,
  };
}

export function cacheKey(version: string, patchHash: string, on: Platform): string {
  return `${version}-${patchHash}-${on.platform}-${on.arch}-${on.libc}`;
}

export function cacheRoot(env: NodeJS.ProcessEnv): string {
  if (env.PARLEY_CACHE) return resolve(env.PARLEY_CACHE);
  const userCache = env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return resolve(userCache, 'parley');
}

/** Every place the worker of one key touches; all on one disk, so that a finished file moves in at once. */
export type CachePlaces = { folder: string; worker: string; workshop: string; log: string };

export function cachePlaces(root: string, key: string): CachePlaces {
  const workers = join(root, 'media-worker');
  const folder = join(workers, key);
  return {
    folder,
    worker: join(
      folder,
      process.platform === 'win32' ? 'mediasoup-worker.exe' : 'mediasoup-worker',
    ),
    workshop: join(workers, `${key}.building`),
    log: join(workers, `${key}.log`),
  };
}
