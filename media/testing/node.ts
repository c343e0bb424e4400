import { randomInt, randomUUID } from 'node:crypto';
import type { MediaHint } from '@parley/contracts/media.ts';
import type { MediaTell } from '@parley/contracts/media-link.ts';
import type { MediaPlan } from '@parley/core/call/media-plan.ts';
import { pino } from 'pino';
import { ensureMediaWorker } from '../../deploy/media-worker/ensure.ts';
import { Calls } from '../calls/calls.ts';
import { Tells } from '../link/tells.ts';
import { readClips } from '../players/clips.ts';
import { WorkerPool } from '../workers/worker-pool.ts';
import { type AskNode, openPageWorld, Page } from './page.ts';

type Fact = Extract<MediaTell, { tell: 'link' }>['data'];
type ToldHint = Extract<MediaTell, { tell: 'hint' }>['data'];

/** The media worker that is cached on this machine, or one that is made now. */
export async function mediaWorker(): Promise<string> {
  const { path } = await ensureMediaWorker({ report: () => undefined });
  return path;
}

/** Below the ports that the system gives out by itself, and far from the node's own. */
export function freePorts(): number {
  return randomInt(22_000, 32_000);
}

/** A node's calls on a real worker, asked directly, and all that it tells. */
export type TestNode = Awaited<ReturnType<typeof openNode>>;

export async function openNode({ workers = 1 } = {}) {
  const program = await mediaWorker();
  const log = pino({ level: 'silent' });
  const tells = new Tells();
  let pool: WorkerPool | null = null;
  const take = (callId: string) => pool?.take(callId) ?? null;
  const calls = new Calls({ seats: { take }, tells, turn: null, log });
  pool = await WorkerPool.open({
    program,
    count: workers,
    host: '127.0.0.1',
    publicAddress: '127.0.0.1',
    firstPort: freePorts(),
    clips: await readClips(),
    log,
    onSeats: () => calls.reseat(),
  });
  const world = await openPageWorld(program);
  const told = new Told();
  tells.add({ id: 'server', send: (tell) => told.add(tell) });
  const pages = (callId: string, legId: string, tabId = `${legId}-tab`) => {
    const ask = (name: string, data: object) =>
      calls.answer(name as 'join', { callId, legId, tabId, ...data }, 'server');
    return new Page(world, legId, ask);
  };
  return {
    calls,
    pool,
    told,
    page: pages,
    world,
    /** A page that asks otherwise than about a leg. */
    pageThat: (legId: string, ask: AskNode) => new Page(world, legId, ask),
    match: (plan: MediaPlan) => calls.answer('match', { plan }, 'server'),
    newCallId: () => `call-${randomUUID()}`,
    close() {
      calls.close();
      pool.close();
      world.close();
    },
  };
}

/** Everything the node has told; one can wait for what it has not told yet. */
class Told {
  readonly hints: ToldHint[] = [];
  readonly facts: Fact[] = [];
  #waiting: (() => void)[] = [];

  add(tell: MediaTell): void {
    if (tell.tell === 'hint') this.hints.push(tell.data);
    else this.facts.push(tell.data);
    for (const wake of this.#waiting) wake();
    this.#waiting = [];
  }

  /** The first hint of this type for a leg for which `wanted` is true. */
  async hint<Type extends MediaHint['type']>(
    legId: string,
    type: Type,
    wanted: (hint: Extract<MediaHint, { type: Type }>) => boolean = () => true,
  ): Promise<Extract<MediaHint, { type: Type }>> {
    for (;;) {
      for (const { legId: to, hint } of this.hints) {
        if (to !== legId || hint.type !== type) continue;
        const found = hint as Extract<MediaHint, { type: Type }>;
        if (wanted(found)) return found;
      }
      await this.#more();
    }
  }

  /** What has been told about a leg's path, once that many reports are there. */
  async pathOf(legId: string, count: number): Promise<string[]> {
    for (;;) {
      const states = this.facts.filter((one) => one.legId === legId).map((one) => one.state);
      if (states.length >= count) return states;
      await this.#more();
    }
  }

  #more(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push(resolve);
    return promise;
  }
}
