import { describe, expect, it } from 'vitest';
import { cacheKey, cachePlaces, cacheRoot } from './cache.ts';

const debian = { platform: 'linux', arch: 'x64', libc: 'glibc2.36' };

describe('the cache of media workers', () => {
  it('keeps workers of different versions, patches and platforms apart', () => {
    const keys = [
      cacheKey('3.19.22', 'aaaa', debian),
      cacheKey('3.19.23', 'aaaa', debian),
      cacheKey('3.19.22', 'bbbb', debian),
      cacheKey('3.19.22', 'aaaa', { ...debian, platform: 'darwin' }),
      cacheKey('3.19.22', 'aaaa', { ...debian, arch: 'arm64' }),
      cacheKey('3.19.22', 'aaaa', { ...debian, libc: 'glibc2.41' }),
    ];
    expect(keys[0]).toBe('3.19.22-aaaa-linux-x64-glibc2.36');
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('lies where PARLEY_CACHE says, else in the cache folder of the user', () => {
    const home = { XDG_CACHE_HOME: '/somewhere/cache' };
    expect(cacheRoot({ ...home, PARLEY_CACHE: '/mine' })).toBe('/mine');
    expect(cacheRoot(home)).toBe('/somewhere/cache/parley');
    expect(cacheRoot({})).toMatch(/\.cache[/\\]parley$/);
  });

  it('builds beside the place of the finished worker, never in it', () => {
    const places = cachePlaces('/cache', 'key');
    expect(places.worker.startsWith(places.folder)).toBe(true);
    expect(places.workshop.startsWith(`${places.folder}/`)).toBe(false);
    expect(places.log.startsWith(`${places.folder}/`)).toBe(false);
  });
});
