import type { Millis } from '@parley/core/time.ts';
import { codeOf, type Database } from '../database/database.ts';
import type { Log } from '../log.ts';
import { EFFECT_RETRY_MS, type Job, type JobKind, type JobTicket } from './job.ts';

/** A job that this process took; it is carried out again elsewhere if this process dies. */
export type TakenJob = Job & JobTicket;

/** Carries one kind of job out; safe to repeat. Throws to be asked again, or names when to look again. */
export type Carrier = (job: TakenJob) => Promise<{ readonly againAt: Millis } | undefined>;

export type Carriers = Readonly<Record<JobKind, Carrier>>;

/** Rings once; the answer silences it. */
export type Alarm = (delayMs: number, ring: () => void) => () => void;

export type Jobs = {
  /** Says that something falls due at this instant. */
  wakeAt(at: Millis): void;
  /** The work behind these tickets was carried out by this process right after its commit. */
  done(tickets: readonly JobTicket[]): void;
  /** Writes jobs outside any change. */
  write(jobs: readonly Job[]): Promise<void>;
  /** Takes and carries out all that is due now; answers whether there was anything. */
  runDue(): Promise<boolean>;
  stop(): Promise<void>;
};

type Parts = {
  readonly database: Database;
  readonly now: () => Millis;
  readonly alarm: Alarm;
  readonly log: Log;
};

/** How many jobs are taken at once. */
const BATCH = 32;

const TAKE = `
  UPDATE jobs SET due_at = $2 WHERE key IN (
    SELECT key FROM jobs WHERE due_at <= $1 ORDER BY due_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
  RETURNING key, kind, subject, due_at AS "dueAt", data, token`;

const FINISH = `
  DELETE FROM jobs USING jsonb_array_elements($1::jsonb) AS t
  WHERE jobs.key = t->>'key' AND jobs.token = (t->>'token')::bigint`;

/** Timers and effects: rows that stay until they are done, and an alarm that only saves waiting. */
export function createJobs(parts: Parts, carriers: Carriers): Jobs {
  const finished = createFinisher(parts);
  let ringsAt = Number.POSITIVE_INFINITY;
  let silence: () => void = () => undefined;
  let running: Promise<boolean> | null = null;
  let stopped = false;

  const ring = (): void => {
    ringsAt = Number.POSITIVE_INFINITY;
    void runDue().catch((error: unknown) => {
      parts.log.warn({ code: codeOf(error) }, 'due work could not be taken; it is tried again');
    });
  };

  const wakeAt = (at: Millis): void => {
    if (stopped || at >= ringsAt) return;
    silence();
    ringsAt = at;
    silence = parts.alarm(Math.max(0, at - parts.now()), ring);
  };

  const runOnce = (): Promise<boolean> => {
    if (stopped) return Promise.resolve(false);
    running ??= takeAll(parts, carriers, finished)
      .then(async (worked) => {
        const next = await nextDue(parts.database);
        if (next !== null) wakeAt(next);
        return worked;
      })
      .finally(() => {
        running = null;
      });
    return running;
  };

  /** A run that is under way may have looked too early: whoever asks meanwhile gets another look. */
  const runDue = async (): Promise<boolean> => {
    const before = running === null ? false : await running;
    return (await runOnce()) || before;
  };

  return {
    wakeAt,
    done: finished.add,
    async write(jobs) {
      await parts.database.query({
        text: 'SELECT write_jobs($1)',
        values: [JSON.stringify(jobs)],
      });
      for (const job of jobs) wakeAt(job.dueAt);
    },
    runDue,
    async stop() {
      stopped = true;
      silence();
      await running;
      await finished.settled();
    },
  };
}

async function nextDue(database: Database): Promise<Millis | null> {
  const [row] = await database.query<{ next: Millis | null }>({
    name: 'next_due',
    text: 'SELECT min(due_at) AS next FROM jobs',
  });
  return row?.next ?? null;
}

async function takeAll(parts: Parts, carriers: Carriers, finished: Finisher): Promise<boolean> {
  let worked = false;
  await finished.settled();
  for (;;) {
    const now = parts.now();
    const jobs = await parts.database.query<TakenJob>({
      name: 'take_jobs',
      text: TAKE,
      values: [now, now + EFFECT_RETRY_MS],
    });
    if (jobs.length === 0) return worked;
    worked = true;
    await Promise.all(jobs.map((job) => carryOut(parts, job, { carriers, finished })));
    await finished.settled();
  }
}

async function carryOut(
  { database, now, log }: Parts,
  job: TakenJob,
  { carriers, finished }: { readonly carriers: Carriers; readonly finished: Finisher },
): Promise<void> {
  try {
    const again = await carriers[job.kind](job);
    if (again === undefined) {
      finished.add([job]);
      return;
    }
    await database.query({
      text: 'UPDATE jobs SET due_at = $3 WHERE key = $1 AND token = $2',
      values: [job.key, job.token, Math.max(again.againAt, now() + 1)],
    });
  } catch (error) {
    log.warn({ kind: job.kind, code: codeOf(error) }, 'a job failed and stays due');
  }
}

type Finisher = {
  readonly add: (tickets: readonly JobTicket[]) => void;
  readonly settled: () => Promise<void>;
};

/** Deletes what is done in groups, off everybody's way; what is not deleted is only done once more. */
function createFinisher({ database, log }: Parts): Finisher {
  let waiting: JobTicket[] = [];
  let writing: Promise<void> | null = null;
  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      const tickets = group.map(({ key, token }) => ({ key, token }));
      try {
        await database.query({
          name: 'finish_jobs',
          text: FINISH,
          values: [JSON.stringify(tickets)],
        });
      } catch (error) {
        log.warn({ code: codeOf(error) }, 'finished work stays noted and will be repeated');
      }
    }
    writing = null;
  };
  return {
    add(tickets) {
      if (tickets.length === 0) return;
      waiting.push(...tickets);
      writing ??= Promise.resolve().then(write);
    },
    settled: () => writing ?? Promise.resolve(),
  };
}
