import { access, constants, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { buildWorker } from './build.ts';
import { type CachePlaces, cacheKey, cachePlaces, cacheRoot, thisPlatform } from './cache.ts';
import { checkMediaWorker, loadsHere } from './check.ts';
import { downloadWorker } from './download.ts';
import { installedMediasoup, type MediasoupPackage } from './mediasoup-package.ts';
import { patchHash } from './patch.ts';
import { FRACTIONS, onlyForward, type Report } from './progress.ts';
import { MediaWorkerRefusal, reasonOf } from './refusal.ts';
import { takeTurn } from './turn.ts';

export type Source = 'named' | 'cached' | 'downloaded' | 'built';
export type FoundWorker = { path: string; source: Source };

type Ensure = { report: Report; env?: NodeJS.ProcessEnv; signal?: AbortSignal };
type Way = { source: Source; find: () => Promise<string | null> };
type Workplace = {
  mediasoup: MediasoupPackage;
  places: CachePlaces;
  report: Report;
  signal: AbortSignal | undefined;
};

/** Goes from way to way until one gives a worker; a way that throws ends the search. */
export async function firstThatGives(ways: readonly Way[]): Promise<FoundWorker | null> {
  for (const { source, find } of ways) {
    const path = await find();
    if (path !== null) return { path, source };
  }
  return null;
}

/**
 * The media worker's binary: the one that is named, else the cached, the downloaded or the built one.
 * Throws a `MediaWorkerRefusal`, whose message is one sentence for people, where none can be had.
 */
export async function ensureMediaWorker(wish: Ensure): Promise<FoundWorker> {
  const { env = process.env, signal } = wish;
  const report = onlyForward(wish.report);
  report({ step: 'looking', fraction: FRACTIONS.looking });
  const mediasoup = installedMediasoup();
  const key = cacheKey(mediasoup.version, await patchHash(), thisPlatform());
  const places = cachePlaces(cacheRoot(env), key);
  const cached: Way = { source: 'cached', find: () => findCached(places) };
  const found =
    (await firstThatGives([{ source: 'named', find: () => findNamed(env, report) }, cached])) ??
    (await getOne({ mediasoup, places, report, signal }, cached));
  report({ step: 'ready', fraction: FRACTIONS.ready, path: found.path });
  return found;
}

async function findNamed(env: NodeJS.ProcessEnv, report: Report): Promise<string | null> {
  if (!env.PARLEY_MEDIA_WORKER) return null;
  const path = resolve(env.PARLEY_MEDIA_WORKER);
  report({ step: 'checking', fraction: FRACTIONS.checking });
  const outcome = await checkMediaWorker(path);
  if (outcome.passed) return path;
  throw new MediaWorkerRefusal(
    `PARLEY_MEDIA_WORKER names ${path}, which is no media worker for this machine: ${outcome.reason}.`,
  );
}

/** One that no longer loads, as after an upgrade of the libraries it was built on, will be replaced. */
async function findCached(places: CachePlaces): Promise<string | null> {
  return (await loadsHere(places.worker)) ? places.worker : null;
}

/** The ways that write the cache, for one process at a time; who waited finds it cached. */
async function getOne(work: Workplace, cached: Way): Promise<FoundWorker> {
  const { places } = work;
  await requireWritable(dirname(places.folder));
  const turn = await takeTurn(places.folder, work.report);
  const mine = { ...work, report: turn.tell };
  try {
    const found = await firstThatGives([
      cached,
      { source: 'downloaded', find: () => download(mine) },
      { source: 'built', find: () => build(mine) },
    ]);
    if (found === null) throw new MediaWorkerRefusal('No media worker can be had here.');
    return found;
  } finally {
    // Before the turn ends, or the next one could lose what it has just begun.
    await clear(places.workshop);
    await turn.end();
  }
}

async function requireWritable(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new MediaWorkerRefusal(
      `The folder ${folder} for the media worker cannot be written: name another in PARLEY_CACHE.`,
      { cause: error },
    );
  }
}

async function download({ mediasoup, places, report, signal }: Workplace): Promise<string | null> {
  await clear(places.workshop);
  report({ step: 'downloading', fraction: FRACTIONS.downloading });
  const candidate = join(places.workshop, 'downloaded');
  const trouble = await downloadWorker({ from: mediasoup, to: candidate, signal });
  const outcome = trouble === null ? await checkMediaWorker(candidate) : null;
  if (outcome?.passed) return store(candidate, places);
  const message = `not to be had here: ${trouble ?? outcome?.reason}`;
  report({ step: 'downloading', fraction: FRACTIONS.installing, message });
  return null;
}

async function build({ mediasoup, places, report, signal }: Workplace): Promise<string> {
  try {
    const candidate = await buildWorker({ from: mediasoup, places, report, signal });
    report({ step: 'checking', fraction: FRACTIONS.checking });
    const outcome = await checkMediaWorker(candidate);
    if (!outcome.passed) {
      throw new MediaWorkerRefusal(
        `The media worker was built but cannot be used: ${outcome.reason}; ` +
          `all that happened is in ${places.log}.`,
      );
    }
    await rm(places.log, { force: true });
    return await store(candidate, places);
  } catch (error) {
    // A log that no sentence names is litter.
    if (!reasonOf(error).includes(places.log)) await rm(places.log, { force: true });
    throw error;
  }
}

/** A compiler of a build that was killed may still write for a moment, hence the patience. */
function clear(workshop: string): Promise<void> {
  return rm(workshop, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
}

/** Moves a checked binary in at once, so that nobody ever sees half of one. */
async function store(candidate: string, places: CachePlaces): Promise<string> {
  await mkdir(places.folder, { recursive: true });
  await rename(candidate, places.worker);
  return places.worker;
}
