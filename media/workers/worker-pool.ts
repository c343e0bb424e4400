import { setTimeout as sleep } from 'node:timers/promises';
import { createWorker, type types } from 'mediasoup';
import type { Logger } from 'pino';
import type { Clips } from '../players/clips.ts';
import { Player } from '../players/player.ts';
import { MEDIA_CODECS } from './media-codecs.ts';
import type { Seat } from './seat.ts';

export type PoolParts = {
  /** The path of the media worker's program. */
  readonly program: string;
  readonly count: number;
  readonly host: string;
  readonly publicAddress: string;
  readonly firstPort: number;
  readonly clips: Clips;
  readonly log: Logger;
  /** A worker died, or one is back: calls without a living seat can look for one. */
  readonly onSeats: () => void;
};

/** How long a port of a process that has just died may take to become free. */
const PORT_WAIT_MS = 3_000;
const PORT_AGAIN_MS = 100;

/** How soon a worker that died is started again: at once, then ever slower while it keeps dying. */
const RESTART_MS = [0, 250, 1_000, 5_000, 15_000];
const STEADY_MS = 60_000;

/** The media workers, one a core, each with a UDP and a TCP port of its own; one that dies is replaced. */
export class WorkerPool {
  readonly #parts: PoolParts;
  readonly #workers = new Map<number, { worker: types.Worker; seat: Seat }>();
  #isClosed = false;

  private constructor(parts: PoolParts) {
    this.#parts = parts;
  }

  static async open(parts: PoolParts): Promise<WorkerPool> {
    const pool = new WorkerPool(parts);
    try {
      await Promise.all(Array.from({ length: parts.count }, (_, index) => pool.#start(index, 0)));
    } catch (error) {
      pool.close();
      throw error;
    }
    return pool;
  }

  /** The living seat with the fewest calls; null while there is none. */
  take(callId: string): Seat | null {
    const seats = [...this.#workers.values()].map((one) => one.seat);
    const [seat] = seats.sort((a, b) => a.calls.size - b.calls.size);
    seat?.calls.add(callId);
    return seat ?? null;
  }

  get isServing(): boolean {
    return this.#workers.size > 0;
  }

  /** Process ids of the workers that live. */
  get pids(): number[] {
    return [...this.#workers.values()].map((one) => one.worker.pid);
  }

  /** How many calls sit with each living worker. */
  get loads(): number[] {
    return [...this.#workers.values()].map((one) => one.seat.calls.size);
  }

  close(): void {
    this.#isClosed = true;
    for (const { worker, seat } of this.#workers.values()) {
      seat.player.close();
      worker.close();
    }
    this.#workers.clear();
  }

  async #start(index: number, deaths: number): Promise<void> {
    const { program, log } = this.#parts;
    // Inside containers io_uring is mostly forbidden.
    const worker = await createWorker({
      workerBin: program,
      disableLiburing: true,
      logLevel: 'warn',
    });
    const startedAt = performance.now();
    worker.on('died', (error) => {
      this.#workers.get(index)?.seat.player.close();
      this.#workers.delete(index);
      if (this.#isClosed) return;
      log.error({ worker: index, because: error.message }, 'a media worker died');
      this.#parts.onSeats();
      const again = performance.now() - startedAt > STEADY_MS ? 0 : deaths;
      void this.#restart(index, again);
    });
    try {
      const seat = await this.#furnish(worker, index);
      this.#workers.set(index, { worker, seat });
    } catch (error) {
      worker.close();
      throw error;
    }
    if (this.#isClosed) worker.close();
  }

  async #restart(index: number, deaths: number): Promise<void> {
    await sleep(RESTART_MS[Math.min(deaths, RESTART_MS.length - 1)]);
    if (this.#isClosed) return;
    try {
      await this.#start(index, deaths + 1);
      this.#parts.log.info({ worker: index }, 'the media worker is back');
      this.#parts.onSeats();
    } catch (error) {
      this.#parts.log.error(
        { worker: index, err: error },
        'a media worker could not be started again',
      );
      await this.#restart(index, deaths + 1);
    }
  }

  async #furnish(worker: types.Worker, index: number): Promise<Seat> {
    const [ports, router] = await Promise.all([
      this.#listen(worker, this.#parts.firstPort + index),
      worker.createRouter({ mediaCodecs: MEDIA_CODECS }),
    ]);
    const player = await Player.open(router, this.#parts.clips);
    return { router, ports, player, calls: new Set() };
  }

  async #listen(worker: types.Worker, port: number): Promise<types.WebRtcServer> {
    const { host: ip, publicAddress } = this.#parts;
    const announced = publicAddress === ip ? {} : { announcedAddress: publicAddress };
    const until = performance.now() + PORT_WAIT_MS;
    for (;;) {
      try {
        return await worker.createWebRtcServer({
          listenInfos: [
            { protocol: 'udp', ip, port, ...announced },
            { protocol: 'tcp', ip, port, ...announced },
          ],
        });
      } catch (error) {
        if (worker.closed || performance.now() > until) throw new PortTaken(port, { cause: error });
      }
      await sleep(PORT_AGAIN_MS);
    }
  }
}

/** A worker could not listen where it should. */
export class PortTaken extends Error {
  constructor(port: number, options: ErrorOptions) {
    super(`Port ${port} cannot be opened for media by UDP and TCP.`, options);
  }
}
