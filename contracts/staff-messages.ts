import type { Millis } from '@parley/core/time.ts';
import { z } from 'zod';
import { command, id, nothing } from './command.ts';
import { MESSAGE_LENGTH } from './limits.ts';

/** How many messages one answer carries. */
export const STAFF_MESSAGES = 50;

/** A message between two members of staff; `seq` orders the thread of the two and has no holes. */
const staffMessage = z.object({
  seq: z.number(),
  messageId: z.string(),
  authorId: z.string(),
  text: z.string(),
  at: z.number(),
});
export type StaffMessage = z.infer<typeof staffMessage>;

/** Somebody one can write to, with how the thread with them stands. */
const colleague = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(['agent', 'supervisor']),
  /** A page of theirs has a line to a server. */
  isHere: z.boolean(),
  last: staffMessage.nullable(),
  /** Messages of theirs after the last one read. */
  unread: z.number(),
  ownRead: z.number(),
  theirRead: z.number(),
});
export type Colleague = z.infer<typeof colleague>;

/** Colleagues, those written to last first; `mailboxSeq` is where one's mailbox stream stood then. */
const colleagues = z.object({ mailboxSeq: z.number(), people: z.array(colleague) });
export type Colleagues = z.infer<typeof colleagues>;

/** Messages between agents and supervisors (T7): one thread for each two, named by the other's id, and nobody else's. */
export const staffMessageCommands = {
  'read-colleagues': command('message-staff', {}, colleagues),
  /** The newest of a thread, or those before a number; in their order. */
  'read-staff-messages': command(
    'message-staff',
    { personId: id, before: z.int().min(1).nullable() },
    z.object({ messages: z.array(staffMessage), more: z.boolean() }),
  ),
  /** The same `messageId` is stored once. */
  'message-colleague': command(
    'message-staff',
    { personId: id, messageId: id, text: z.string().min(1).max(MESSAGE_LENGTH) },
    z.object({ seq: z.number(), at: z.number() }),
  ),
  'mark-colleague-read': command('message-staff', { personId: id, upTo: z.int().min(0) }, nothing),
  'show-colleague-typing': command('message-staff', { personId: id, typing: z.boolean() }, nothing),
} as const;

/** What a person's mailbox stream carries; `withId` is the other of the two. */
export type MailboxFact =
  | { readonly type: 'staff-message'; readonly withId: string; readonly message: StaffMessage }
  | {
      readonly type: 'staff-read';
      readonly withId: string;
      readonly byId: string;
      readonly upTo: number;
    };

/** One event of a mailbox stream. */
export type MailboxEvent = {
  readonly stream: string;
  readonly seq: number;
  readonly at: Millis;
  readonly data: MailboxFact;
};
