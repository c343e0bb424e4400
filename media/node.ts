import { randomUUID } from 'node:crypto';
import type { MediaWorkerStep } from '@parley/contracts/media-worker-step.ts';
import type { Logger } from 'pino';
import { Calls } from './calls/calls.ts';
import { isLoopAsk, Loops } from './checks/loops.ts';
import type { MediaConfig } from './config.ts';
import { Lease, type LeaseParts, type NodeFacts } from './lease/lease.ts';
import { LinkServer } from './link/link-server.ts';
import { Tells } from './link/tells.ts';
import { readClips } from './players/clips.ts';
import { WorkerPool } from './workers/worker-pool.ts';
import { NoWorker, workerProgram } from './workers/worker-program.ts';

const OBSERVE_MS = 2_000;

/** A media node: its workers, the calls on them, the door for servers and the row that announces it. */
export type MediaNode = {
  /** The address servers link to. */
  readonly address: string;
  /** Ends when the workers run, or it is known why they cannot. */
  readonly prepared: Promise<void>;
  stop(): Promise<void>;
};

/** Who is told what a node does. */
export type NodeListeners = {
  readonly log: Logger;
  /** Each step on the way to the workers, for the person who started the process. */
  readonly onPreparation?: (preparation: Preparation) => void;
};

/** Opens the link at once and gets the workers meanwhile; the row says how far that is. */
export async function startNode(
  config: MediaConfig,
  database: LeaseParts['database'],
  { log, onPreparation = () => undefined }: NodeListeners,
): Promise<MediaNode> {
  const nodeId = `${config.publicAddress}:${config.mediaPort}`;
  const workers = new Workers(config, log);
  const tells = new Tells();
  const calls = new Calls({ seats: workers, tells, turn: config.turn, log });
  const loops = new Loops({ seats: workers, turn: config.turn });
  const link = await LinkServer.open({
    nodeId,
    secret: config.secret,
    host: config.host,
    port: { wanted: config.link.port, mayMove: config.link.mayMove },
    answer: (ask, raw, via) =>
      isLoopAsk(ask) ? loops.answer(ask, raw) : calls.answer(ask, raw, via),
    tells,
    log,
  });
  const address = `ws://${linkHost(config)}:${link.port}`;
  const lease = new Lease({
    database,
    nodeId,
    bootId: randomUUID(),
    address,
    facts: () => ({ ...workers.facts, load: calls.count }),
    log,
  });
  const observing = setInterval(() => {
    calls.observe().catch((error) => log.error({ err: error }, 'calls could not be looked after'));
  }, OBSERVE_MS);
  const prepared = workers.prepare(
    () => {
      onPreparation(workers.facts);
      void lease.renew();
    },
    () => calls.reseat(),
  );
  await lease.renew();
  return {
    address,
    prepared,
    async stop() {
      clearInterval(observing);
      workers.stopPreparing();
      await lease.end();
      calls.close();
      loops.close();
      await link.close();
      workers.close();
    },
  };
}

function linkHost({ host, publicAddress }: MediaConfig): string {
  const reachable = host === '0.0.0.0' || host === '::' ? publicAddress : host;
  return reachable.includes(':') ? `[${reachable}]` : reachable;
}

/** How far the workers are. */
export type Preparation = Omit<NodeFacts, 'load'>;

/** The workers from the first search for their program on. */
class Workers {
  readonly #config: MediaConfig;
  readonly #log: Logger;
  readonly #stop = new AbortController();
  #pool: WorkerPool | null = null;
  #preparation: Preparation = { state: 'preparing', fraction: 0, step: 'looking' };

  constructor(config: MediaConfig, log: Logger) {
    this.#config = config;
    this.#log = log;
  }

  get facts(): Preparation {
    if (this.#pool === null || this.#pool.isServing) return this.#preparation;
    return { state: 'preparing', fraction: null, step: 'restarting' };
  }

  readonly take = (callId: string) => this.#pool?.take(callId) ?? null;

  /** Tells `onNews` of each step; throws only what the operator must change. */
  async prepare(onNews: () => void, onSeats: () => void): Promise<void> {
    const { workers: count, workerBuilder: builder, mediaPort: firstPort } = this.#config;
    const { host, publicAddress } = this.#config;
    const news = (preparation: Preparation) => {
      this.#preparation = preparation;
      onNews();
    };
    const report = ({ step, fraction }: MediaWorkerStep) =>
      news({ state: 'preparing', fraction, step });
    try {
      const { signal } = this.#stop;
      const [program, clips] = await Promise.all([
        workerProgram({ builder, report, signal }),
        readClips(),
      ]);
      const log = this.#log;
      const place = { host, publicAddress, firstPort };
      this.#pool = await WorkerPool.open({ program, count, clips, log, onSeats, ...place });
      news({ state: 'ready', fraction: null, step: null });
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      const sentence = error instanceof Error ? error.message : String(error);
      news({ state: 'failed', fraction: null, step: sentence });
      this.#log.error({ because: sentence }, 'there is no media worker');
      if (!(error instanceof NoWorker)) throw error;
    }
  }

  stopPreparing(): void {
    this.#stop.abort();
  }

  close(): void {
    this.#pool?.close();
  }
}
