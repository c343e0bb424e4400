import type { MailboxEvent, staffMessageCommands } from '@parley/contracts/staff-messages.ts';
import { can } from '@parley/core/access/can.ts';
import type { Millis } from '@parley/core/time.ts';
import type { AfterCommit } from '../after-commit.ts';
import { type Executors, NOT_ALLOWED, personOf } from '../command-context.ts';
import type { Database } from '../database/database.ts';
import { isColleague, markRead, readColleagues, readMessages, writeMessage } from './store.ts';

type Parts = {
  readonly database: Database;
  readonly now: () => Millis;
  /** Tells those who follow what was stored. */
  readonly tell: (events: readonly MailboxEvent[]) => void;
  readonly hint: AfterCommit['hint'];
};

type Names = keyof typeof staffMessageCommands;

const DONE = { ok: true, data: {} } as const;
const NOBODY = { ok: false, code: 'not-found' } as const;

/** Messages between colleagues. A thread is named by the other of its two: nobody can ask for one that is not theirs. */
export function staffMessageExecutors({ database, now, tell, hint }: Parts): Executors<Names> {
  return {
    'read-colleagues': async ({ who }) =>
      can(who, 'message-staff')
        ? { ok: true, data: await readColleagues(database, personOf(who), now()) }
        : NOT_ALLOWED,
    'read-staff-messages': async ({ who }, { personId, before }) =>
      can(who, 'message-staff')
        ? { ok: true, data: await readMessages(database, [personOf(who), personId], before) }
        : NOT_ALLOWED,
    'message-colleague': async ({ who }, { personId, messageId, text }) => {
      if (!can(who, 'message-staff')) return NOT_ALLOWED;
      const message = { fromId: personOf(who), toId: personId, messageId, text, at: now() };
      const written = await writeMessage(database, message);
      if (written === null) return NOBODY;
      const { seq, at, events } = written;
      tell(events);
      return { ok: true, data: { seq, at } };
    },
    'mark-colleague-read': async ({ who }, { personId, upTo }) => {
      if (!can(who, 'message-staff')) return NOT_ALLOWED;
      const read = { readerId: personOf(who), otherId: personId, upTo };
      tell(await markRead(database, read, now()));
      return DONE;
    },
    'show-colleague-typing': async ({ who }, { personId, typing }) => {
      if (!can(who, 'message-staff')) return NOT_ALLOWED;
      // Only colleagues learn who works here.
      if (!(await isColleague(database, personId))) return NOBODY;
      const own = { type: 'colleague-typing', personId: personOf(who), typing } as const;
      hint({ personId }, own);
      return DONE;
    },
  };
}
