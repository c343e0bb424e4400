import { join } from 'node:path';
import type { Refusal } from '../database/refusal.ts';
import type { Announcement, FirstSignIn, Preparation, Urls } from './announcement.ts';
import { type Pids, writePids } from './data-folder.ts';
import type { Settings } from './settings.ts';
import { SupervisedChild } from './supervised-child.ts';
import { type SupervisedDatabase, superviseDatabase } from './supervised-database.ts';

/** The programs that are kept running beside the database. */
export type Scripts = { server: string; media: string };

/** Parley, running. */
export type RunningParley = {
  urls: Urls;
  /** Made by this start, if it was the first one. */
  signIns: FirstSignIn[];
  /** Settles when the media node can carry calls for the first time. */
  mediaReady: Promise<void>;
  /** Settles when all has stopped; with the reason when nobody asked for it. */
  ended: Promise<Refusal | undefined>;
  pids(): Pids;
  /** Ends one part in order; it comes back by itself and the other is not touched. */
  restart(part: keyof Scripts): void;
  stop(): Promise<void>;
  /** Ends all at once; the database recovers on the next start. */
  kill(): void;
};

type Parts = {
  settings: Settings;
  report: (words: string) => void;
  release: () => void;
};

// The server may still find its feet; the media node is never given up, for chat works without.
const DEATHS_BEFORE_READY = { server: 6, media: Number.POSITIVE_INFINITY };

/** The three parts of one installation, each kept running on its own. */
export class Installation {
  readonly #parts: Parts;
  readonly #opened = Promise.withResolvers<Announcement>();
  readonly #mediaReady = Promise.withResolvers<void>();
  readonly #ended = Promise.withResolvers<Refusal | undefined>();
  #database: SupervisedDatabase | undefined;
  #children: Partial<Record<keyof Scripts, SupervisedChild>> = {};
  #stopping: Promise<void> | undefined;
  #lastPreparation = '';

  constructor(parts: Parts) {
    this.#parts = parts;
    // Whoever waits for it hears of it; nobody may be waiting yet.
    this.#opened.promise.catch(() => undefined);
  }

  /** Starts the database that comes with Parley, unless there is one already; gives its address. */
  async startDatabase(): Promise<string> {
    const { settings, report } = this.#parts;
    if (settings.databaseUrl !== undefined) return settings.databaseUrl;
    this.#database = await superviseDatabase(join(settings.data, 'database'), {
      onFirstStart: () => report('Making the database …'),
      onPid: () => this.#notePids(),
      onProblem: report,
    });
    return this.#database.url;
  }

  startChildren(scripts: Scripts, env: NodeJS.ProcessEnv): void {
    for (const name of ['server', 'media'] as const) {
      const { settings, report } = this.#parts;
      this.#children[name] = new SupervisedChild(
        {
          name: name === 'media' ? 'media node' : 'server',
          script: scripts[name],
          env,
          logFile: join(settings.data, 'logs', `${name}.log`),
          deathsBeforeReady: DEATHS_BEFORE_READY[name],
        },
        {
          onReady: (announcement) => this.#heardReady(name, announcement),
          onPreparation: (preparation) => this.#heardPreparation(preparation),
          onPid: () => this.#notePids(),
          onProblem: (words) => report(`${name}: ${words}`),
          onRefused: (refusal) => this.#giveUp(refusal),
        },
      );
    }
    this.#notePids();
  }

  /** Settles when the server can be reached; throws the refusal that kept it from that. */
  async whenOpen(): Promise<RunningParley> {
    const { urls, signIns } = await this.#opened.promise;
    const { host, port } = this.#parts.settings;
    const base = `http://${host}:${port}`;
    return {
      urls: urls ?? { demo: `${base}/demo/`, desk: `${base}/desk/` },
      signIns,
      mediaReady: this.#mediaReady.promise,
      ended: this.#ended.promise,
      pids: () => this.#pids(),
      restart: (part) => this.#children[part]?.restart(),
      stop: () => this.stop(),
      kill: () => this.#kill(),
    };
  }

  /** Stops all in the order in which one needs the other. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll().then(() => this.#ended.resolve(undefined));
    return this.#stopping;
  }

  async #stopAll(): Promise<void> {
    await this.#children.server?.stop();
    await this.#children.media?.stop();
    await this.#database?.stop();
    this.#parts.release();
  }

  #giveUp(refusal: Refusal): void {
    this.#stopping ??= this.#stopAll().then(() => {
      this.#opened.reject(refusal);
      this.#ended.resolve(refusal);
    });
  }

  #kill(): void {
    this.#children.server?.kill();
    this.#children.media?.kill();
    this.#database?.kill();
    this.#parts.release();
  }

  #heardReady(name: keyof Scripts, announcement: Announcement): void {
    if (name === 'server') this.#opened.resolve(announcement);
    else if (announcement.isPrepared) this.#mediaReady.resolve();
  }

  #heardPreparation(preparation: Preparation): void {
    if (preparation.state === 'ready') this.#mediaReady.resolve();
    const words = preparationInWords(preparation);
    if (words !== this.#lastPreparation) this.#parts.report(words);
    this.#lastPreparation = words;
  }

  #pids(): Pids {
    const pids = {
      database: this.#database?.pid(),
      server: this.#children.server?.pid,
      media: this.#children.media?.pid,
    };
    const known = Object.entries(pids).filter(([, pid]) => pid !== undefined);
    return { supervisor: process.pid, ...Object.fromEntries(known) };
  }

  #notePids(): void {
    writePids(this.#parts.settings.data, this.#pids());
  }
}

/** One line for each new step and for each further tenth of it. */
function preparationInWords({ state, step, fraction }: Preparation): string {
  if (state === 'ready') return 'Voice and video are ready.';
  if (state === 'failed') return `Voice and video stay off: ${step}`;
  const words = step.replaceAll('-', ' ');
  const percent = fraction === null ? 0 : Math.floor(fraction * 10) * 10;
  return `Voice and video: ${words} …${percent > 0 ? ` ${percent} %` : ''}`;
}
