import type { RefusalCode } from '@parley/contracts/socket.ts';
import { conversationStream } from '@parley/contracts/socket.ts';
import type { Call } from '@parley/core/call/call.ts';
import type { Numbered } from '@parley/core/conversation/events.ts';
import type { Millis } from '@parley/core/time.ts';
import { type Database, isPassing, retried } from '../database/database.ts';
import type { Job, JobTicket } from '../jobs/job.ts';
import { type Draft, draftOf } from './draft.ts';
import { withChatHandedOn } from './handed-on.ts';
import {
  type ChangeTarget,
  type Loaded,
  loadedFrom,
  type OpenedRow,
  openingOf,
  type Placement,
} from './loaded.ts';
import { withRooms } from './rooms.ts';
import { agentIdsOf, contactsOf, type Subject } from './work.ts';
import { withWrapUps } from './wrap-ups.ts';
import { type AnswerRow, nextVersion, type WrittenChange, writtenFrom } from './written.ts';

/** What a decision comes to: the draft to store with the answer, or why nothing changes. */
export type Decided<Answer> =
  | { readonly ok: true; readonly draft: Draft; readonly answer: Answer }
  | {
      readonly ok: false;
      readonly code: RefusalCode;
      readonly facts?: Readonly<Record<string, string | number>>;
    };

/** A change that is stored, with all that is now to be told and done. */
export type Committed = {
  readonly events: readonly Numbered<unknown>[];
  readonly jobs: readonly JobTicket[];
  /** The earliest timer that was set. */
  readonly dueAt: Millis | null;
  /** The call after the change, and where it is carried. */
  readonly call: PlacedCall | null;
  /** Queues in which somebody left the line: the others move up. */
  readonly movedUp: readonly string[];
  /** Who may no longer read the conversation. */
  readonly unfollow: readonly { readonly stream: string; readonly personId: string }[];
};

/** A call with its stored version and its node. */
export type PlacedCall = {
  readonly value: Call;
  readonly version: number;
  readonly placement: Placement | null;
};

export type ChangeAnswer<Answer> =
  | { readonly ok: true; readonly data: Answer }
  | Extract<Decided<Answer>, { ok: false }>;

export type Decide<Answer> = (loaded: Loaded, now: Millis) => Decided<Answer>;

export type Changes = {
  /** Opens the target, decides, stores and hands what follows on; collisions are decided anew. */
  change<Answer>(target: ChangeTarget, decide: Decide<Answer>): Promise<ChangeAnswer<Answer>>;
};

type Parts = {
  readonly database: Database;
  readonly now: () => Millis;
  readonly committed: (done: Committed) => void;
};

/** How often a change that met another is tried before its sender is asked to try again. */
const TRIES = 5;

/** The one door through which conversations and calls change. */
export function createChanges(parts: Parts): Changes {
  return {
    async change(target, decide) {
      try {
        return await retried(TRIES, () => changeOnce(parts, target, decide));
      } catch (error) {
        if (!isPassing(error)) throw error;
        return { ok: false, code: 'try-again' };
      }
    },
  };
}

type Result<Answer> = {
  readonly answer: ChangeAnswer<Answer>;
  readonly after: ((written: ClosedRow) => Committed) | null;
};

/** What `close_change` answers. */
type ClosedRow = { readonly seqs: readonly number[]; readonly jobs: readonly JobTicket[] };

async function changeOnce<Answer>(
  { database, now, committed }: Parts,
  target: ChangeTarget,
  decide: Decide<Answer>,
): Promise<ChangeAnswer<Answer>> {
  const at = now();
  const { result, written } = await database.exchange<OpenedRow, Result<Answer>>({
    open: openingOf(target, at),
    decide: (row) => decideRow(row, { target, decide, now: at }),
  });
  if (result.after !== null && written !== null) committed(result.after(written as ClosedRow));
  return result.answer;
}

type Deciding<Answer> = {
  readonly target: ChangeTarget;
  readonly decide: Decide<Answer>;
  readonly now: Millis;
};

function decideRow<Answer>(
  row: OpenedRow,
  { target, decide, now }: Deciding<Answer>,
): {
  readonly write: { readonly text: string; readonly values: readonly unknown[] } | null;
  readonly result: Result<Answer>;
} {
  if (!row.found) return unchanged({ ok: false, code: 'not-found' });
  if (!('conversation' in row)) return unchanged(row.answered as ChangeAnswer<Answer>);
  const loaded = loadedFrom(row, now);
  const asked = decide(loaded, now);
  if (!asked.ok) return unchanged(asked);
  const withChat = withChatHandedOn(loaded, asked.draft, now);
  const agreed = withRooms(loaded, withChat, now);
  const decided = { ...asked, draft: withWrapUps(loaded, agreed, now) };
  const answer: ChangeAnswer<Answer> = { ok: true, data: decided.answer };
  if (isSame(loaded, decided.draft)) return unchanged(answer);
  const kept = target.command === undefined ? null : { ...target.command, at: now, answer };
  const written = writtenFrom(loaded, decided.draft, {
    now,
    answer: kept satisfies AnswerRow | null,
  });
  return {
    write: closing(written),
    result: {
      answer,
      after: (closed) => committedFrom({ loaded, draft: decided.draft, written }, closed),
    },
  };
}

function unchanged<Answer>(answer: ChangeAnswer<Answer>): {
  readonly write: null;
  readonly result: Result<Answer>;
} {
  return { write: null, result: { answer, after: null } };
}

function isSame(loaded: Loaded, draft: Draft): boolean {
  const untouched = draftOf(loaded);
  return (
    draft.conversation === untouched.conversation &&
    draft.call === untouched.call &&
    draft.placement === untouched.placement &&
    (draft.links === untouched.links || draft.call === null) &&
    draft.facts.length === 0 &&
    draft.effects.length === 0
  );
}

/** The statement that stores a change. */
export function closing(written: WrittenChange): {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
} {
  return {
    name: 'close_change',
    text: 'SELECT close_change($1) AS written',
    values: [JSON.stringify(written)],
  };
}

/** The events of a stored change with the numbers they were given. */
export function numbered(
  written: Pick<WrittenChange, 'events'>,
  seqs: readonly number[],
): readonly Numbered<unknown>[] {
  return written.events.map((event, index) => {
    const seq = seqs[index];
    if (seq === undefined) throw new Error('an event was stored without a number');
    return { ...event, seq };
  });
}

function committedFrom(
  stored: { readonly loaded: Loaded; readonly draft: Draft; readonly written: WrittenChange },
  closed: ClosedRow,
): Committed {
  const { loaded, draft, written } = stored;
  const due = (written.jobs ?? []).map((job: Job) => job.dueAt);
  const was: Subject = { conversation: loaded.conversation, call: loaded.call?.value ?? null };
  const may = agentIdsOf(draft);
  const inLine = new Set(contactsOf(draft).map(({ id, queueId }) => `${queueId} ${id}`));
  const stream = conversationStream(draft.conversation.id);
  return {
    events: numbered(written, closed.seqs),
    jobs: closed.jobs,
    dueAt: due.length === 0 ? null : Math.min(...due),
    call:
      draft.call === null
        ? null
        : { value: draft.call, version: versionAfter(loaded, written), placement: draft.placement },
    movedUp: contactsOf(was)
      .filter(({ id, queueId }) => !inLine.has(`${queueId} ${id}`))
      .map((contact) => contact.queueId),
    unfollow: agentIdsOf(was)
      .filter((one) => !may.includes(one))
      .map((personId) => ({ stream, personId })),
  };
}

function versionAfter(loaded: Loaded, written: WrittenChange): number {
  return written.call === undefined ? (loaded.call?.version ?? 0) : nextVersion(loaded);
}
