import type { Millis } from '@parley/core/time.ts';
import type { Database } from '../database/database.ts';
import type { Job } from '../jobs/job.ts';
import type { Line } from './line.ts';
import { decidePass, type OfferParts, offerTo, type Pass } from './pass.ts';

export type Routing = {
  /** Looks at a queue until nothing more can be offered; passes asked for meanwhile become one. */
  route(queueId: string): Promise<void>;
  /** Looks at every queue in which somebody waits. */
  routeAll(): Promise<void>;
};

type Parts = OfferParts & {
  readonly database: Database;
  readonly now: () => Millis;
  readonly line: Line;
  readonly write: (jobs: readonly Job[]) => Promise<void>;
};

/** A queue that is never still is left to the next asking after so many passes. */
const MOST_PASSES = 50;

/**
 * Gives waiting contacts to agents. Passes of several servers may run at once: each decision is made
 * true under the locks of its conversation and its agent, or dropped.
 */
export function createRouting(parts: Parts): Routing {
  const running = new Map<string, { again: boolean; readonly passes: Promise<void> }>();

  const run = async (queueId: string, state: { again: boolean }): Promise<void> => {
    try {
      for (let passes = 0; state.again && passes < MOST_PASSES; passes += 1) {
        state.again = false;
        const missed = await onePass(parts, queueId);
        state.again ||= missed;
      }
    } finally {
      // In the same turn as the last look at `again`: nobody can ask in between.
      running.delete(queueId);
    }
  };

  const route = (queueId: string): Promise<void> => {
    const current = running.get(queueId);
    if (current !== undefined) {
      current.again = true;
      return current.passes;
    }
    const state = { again: true };
    // One turn later, so that the map knows of the run before it begins.
    const passes = Promise.resolve().then(() => run(queueId, state));
    running.set(queueId, Object.assign(state, { passes }));
    return passes;
  };

  return {
    route,
    async routeAll() {
      const queues = await parts.database.query<{ queueId: string }>({
        name: 'queues_waiting',
        text: `SELECT DISTINCT queue_id AS "queueId" FROM contacts WHERE state = 'waiting'`,
      });
      await Promise.all(queues.map(({ queueId }) => route(queueId)));
    },
  };
}

/** One look and the offers that follow from it; true when one of them came too late and another look may help. */
async function onePass(parts: Parts, queueId: string): Promise<boolean> {
  const pass = await decidePass(parts.database, queueId, parts.now());
  const made = await Promise.all(
    pass.result.decisions.map((decision) => carryOut(parts, pass, decision)),
  );
  parts.line.tell(queueId, pass);
  const { lookAgainAt } = pass.result;
  if (lookAgainAt !== null) await lookAgain(parts, queueId, lookAgainAt);
  return made.includes(false);
}

function carryOut(
  parts: Parts,
  pass: Pass,
  decision: Pass['result']['decisions'][number],
): Promise<boolean> {
  const contact = pass.contacts.find((one) => one.id === decision.contactId);
  if (contact === undefined) throw new Error('core decided about a contact that does not wait');
  return offerTo(parts, contact, decision);
}

async function lookAgain(parts: Parts, queueId: string, dueAt: Millis): Promise<void> {
  const key = `look:${queueId}`;
  await parts.write([{ key, kind: 'route', subject: queueId, dueAt, data: {} }]);
}
