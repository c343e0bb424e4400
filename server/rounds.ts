import type { Millis } from '@parley/core/time.ts';
import type { Bus } from './database/bus.ts';
import { codeOf, type Database } from './database/database.ts';
import type { Alarm, Jobs } from './jobs/jobs.ts';
import type { Log } from './log.ts';
import type { MediaNodes } from './media-nodes/nodes.ts';
import type { Relocation } from './media-nodes/relocation.ts';
import { forgetGuesses } from './rooms/guess-limits.ts';
import { forgetOldLinks } from './rooms/links.ts';
import type { Routing } from './routing/routing.ts';

export type Rounds = {
  /** The first look, before anything is answered, and the beginning of all others. */
  begin(): Promise<void>;
  /** One look at the media nodes and at calls whose node is over. */
  look(): Promise<void>;
  stop(): void;
};

type Parts = {
  readonly database: Database;
  readonly now: () => Millis;
  readonly alarm: Alarm;
  readonly log: Log;
  readonly bus: Bus;
  readonly jobs: Jobs;
  readonly nodes: MediaNodes;
  readonly relocation: Relocation;
  readonly routing: Routing;
};

/** Everything else comes by alarm; the rounds only find what a dead process left. */
const ROUND_MS = 1_000;

/** Every so many rounds the whole house is looked at, and every so many more it is tidied. */
const SWEEP_ROUNDS = 5;
const TIDY_ROUNDS = 300;

const HOUR_MS = 3_600_000;

/** What happens again and again, on every server. */
export function createRounds(parts: Parts): Rounds {
  const { bus, jobs, nodes, relocation, routing, log } = parts;
  let silence: () => void = () => undefined;
  let stopped = false;
  let round = 0;

  const look = async (): Promise<void> => {
    await nodes.look();
    await relocation.sweep();
  };

  const turn = async (): Promise<void> => {
    round += 1;
    await bus.renew();
    await nodes.look();
    await jobs.runDue();
    if (round % SWEEP_ROUNDS === 0) {
      await relocation.sweep();
      await routing.routeAll();
    }
    if (round % TIDY_ROUNDS === 0) await tidy(parts);
  };

  const next = (): void => {
    if (stopped) return;
    silence = parts.alarm(ROUND_MS, () => {
      turn()
        .catch((error: unknown) => {
          log.warn({ code: codeOf(error) }, 'a round was not finished; the next one looks again');
        })
        .finally(next);
    });
  };

  return {
    look,
    async begin() {
      await bus.renew();
      await look();
      await jobs.runDue();
      await routing.routeAll();
      next();
    },
    stop() {
      stopped = true;
      silence();
    },
  };
}

/** Removes what nobody will ask for again. */
async function tidy({ database, now }: Parts): Promise<void> {
  const old = now() - HOUR_MS;
  const older = now() - 24 * HOUR_MS;
  await database.query({ text: 'DELETE FROM command_answers WHERE at < $1', values: [old] });
  await database.query({ text: 'DELETE FROM leases WHERE until < $1', values: [older] });
  await database.query({
    text: `DELETE FROM tabs AS t WHERE changed_at < $1
      AND NOT EXISTS (SELECT 1 FROM calls WHERE phase <> 'ended' AND t.tab_id = ANY (tab_ids))`,
    values: [older],
  });
  await forgetOldLinks(database, now());
  await forgetGuesses(database, now());
}
