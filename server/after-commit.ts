import type { Hint } from '@parley/contracts/socket.ts';
import type { Numbered } from '@parley/core/conversation/events.ts';
import type { Committed, PlacedCall } from './changes/changes.ts';
import type { Placement } from './changes/loaded.ts';
import { codeOf } from './database/database.ts';
import type { Delivery, HintTarget } from './delivery-port.ts';
import { EFFECT_RETRY_MS, type Job, type JobKind, type JobTicket } from './jobs/job.ts';
import type { Log } from './log.ts';

/** What other servers are told, whatever carries it. */
export type Telling = {
  events(events: readonly Numbered<unknown>[]): void;
  hint(to: HintTarget, hint: Hint): void;
  stopFollowing(stream: string, personId: string): void;
};

type Parts = {
  readonly delivery: Delivery;
  readonly witness: ((events: readonly Numbered<unknown>[]) => void) | undefined;
  readonly others: () => Telling;
  readonly now: () => number;
  readonly wakeAt: (at: number) => void;
  readonly done: (tickets: readonly JobTicket[]) => void;
  readonly write: (jobs: readonly Job[]) => Promise<void>;
  readonly route: (queueId: string) => Promise<void>;
  readonly match: (call: PlacedCall) => Promise<boolean>;
  readonly release: (callId: string, placement: Placement) => Promise<boolean>;
  readonly seek: (ticket: JobTicket) => Promise<void>;
  readonly log: Log;
};

export type AfterCommit = {
  /** Tells what a change stored and carries its effects out at once, without waiting for a job's turn. */
  committed(done: Committed): void;
  /** The same for a group of messages. */
  stored(events: readonly Numbered<unknown>[], jobs: readonly JobTicket[]): void;
  hint(to: HintTarget, hint: Hint): void;
  /** When everything that is being carried out now is over. */
  settled(): Promise<void>;
  /** Keeps account of work that nobody waits for. */
  track(work: Promise<unknown>): void;
};

/** How soon a plan is sent again when its node did not answer. */
const MATCH_AGAIN_MS = 250;

/** What follows a commit; all of it is also written as jobs, so a crash here only makes it later. */
export function createAfterCommit(parts: Parts): AfterCommit {
  const { delivery, others, log } = parts;
  const running = new Set<Promise<void>>();

  const track = (work: Promise<unknown>): void => {
    const tracked = work
      .then(
        () => undefined,
        (error: unknown) => log.warn({ code: codeOf(error) }, 'an effect failed and stays due'),
      )
      .finally(() => running.delete(tracked));
    running.add(tracked);
  };

  const tell = (events: readonly Numbered<unknown>[]): void => {
    for (const [stream, group] of Map.groupBy(events, (event) => event.stream)) {
      delivery.events(stream, group);
      others().events(group);
    }
  };

  return {
    committed(done) {
      tell(done.events);
      parts.witness?.(done.events);
      for (const { stream, personId } of done.unfollow) {
        delivery.stopFollowing(stream, personId);
        others().stopFollowing(stream, personId);
      }
      if (done.dueAt !== null) parts.wakeAt(done.dueAt);
      for (const ticket of done.jobs) carryOut(parts, { ticket, call: done.call, track });
      for (const queueId of done.movedUp) track(parts.route(queueId));
    },
    stored(events, jobs) {
      tell(events);
      for (const ticket of jobs) carryOut(parts, { ticket, call: null, track });
    },
    hint(to, hint) {
      delivery.hint(to, hint);
      others().hint(to, hint);
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
    track,
  };
}

type Carrying = {
  readonly ticket: JobTicket;
  readonly call: PlacedCall | null;
  readonly track: (work: Promise<unknown>) => void;
};

function carryOut(parts: Parts, { ticket, call, track }: Carrying): void {
  const work = workFor(parts, ticket, call);
  if (work === null) return;
  track(
    work.then((isDone) => {
      if (isDone) parts.done([ticket]);
    }),
  );
}

/** Effects are carried out here and now; everything else waits for its time. */
function workFor(
  parts: Parts,
  ticket: JobTicket,
  call: PlacedCall | null,
): Promise<boolean> | null {
  const { kind, subject } = ticket;
  switch (kind satisfies JobKind) {
    case 'route':
      return parts.route(subject).then(() => true);
    case 'seek':
      return parts.seek(ticket).then(() => true);
    case 'match':
      return call === null ? null : matchSoon(parts, ticket, call);
    case 'release':
      return call?.placement == null ? null : parts.release(subject, call.placement);
    case 'call-input':
    case 'chat-rang-out':
    case 'conversation-input':
    case 'wrap-up-over':
    case 'place':
    case 'watch-agent':
    case 'page-check':
      return null;
  }
}

async function matchSoon(parts: Parts, ticket: JobTicket, call: PlacedCall): Promise<boolean> {
  if (await parts.match(call)) return true;
  const { key, kind, subject } = ticket;
  const dueAt = parts.now() + Math.min(MATCH_AGAIN_MS, EFFECT_RETRY_MS);
  await parts.write([{ key, kind, subject, dueAt, data: {} }]);
  return false;
}
