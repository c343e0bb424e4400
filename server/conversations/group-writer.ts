import { conversationStream } from '@parley/contracts/streams.ts';
import type { ConversationFact, Numbered } from '@parley/core/conversation/events.ts';
import type { Millis } from '@parley/core/time.ts';
import { codeOf, type Database, isConnectionLoss, retried } from '../database/database.ts';
import { EFFECT_RETRY_MS, type JobTicket } from '../jobs/job.ts';
import type { Log } from '../log.ts';

/** A message, what is said of a file, or a mark on its way into its conversation. */
export type Item =
  | {
      readonly kind: 'message';
      readonly conversationId: string;
      readonly messageId: string;
      readonly data: Extract<
        ConversationFact,
        { type: 'message-sent' | 'file-added' | 'file-removed' }
      >;
      /** Where nobody serves the chat, somebody is sought. */
      readonly seeks: boolean;
    }
  | {
      readonly kind: 'mark';
      readonly conversationId: string;
      readonly side: 'customer' | 'agent';
      readonly mark: 'delivered' | 'read';
      readonly upTo: number;
      readonly data: Extract<ConversationFact, { type: 'messages-delivered' | 'messages-read' }>;
    };

/** The number and instant a message has; a mark that changed nothing has no number. */
export type Stored = { readonly seq: number | null; readonly at: Millis };

export type GroupWriter = {
  /** Resolves when it is durable; null when the database could not be asked. */
  write(item: Item): Promise<Stored | null>;
};

type Parts = {
  readonly database: Database;
  readonly now: () => Millis;
  readonly log: Log;
  /** Events in the order of their streams, and the conversations that now seek an agent. */
  readonly stored: (events: readonly Numbered<unknown>[], jobs: readonly JobTicket[]) => void;
};

type Waiting = { readonly item: Item; readonly answer: (stored: Stored | null) => void };

type Row = {
  readonly stored: readonly { readonly seq: number | null; at: Millis; data: unknown }[];
  readonly jobs: readonly JobTicket[];
};

/** What fits into one statement without keeping others waiting. */
const GROUP = 200;

const TRIES = 3;

/**
 * Writes at once what finds the writer idle, and in one statement what arrives while the last group is
 * being made durable. One group at a time: what a page sends first is stored first.
 */
export function createGroupWriter(parts: Parts): GroupWriter {
  let waiting: Waiting[] = [];
  let writing = false;

  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = waiting.slice(0, GROUP);
      waiting = waiting.slice(GROUP);
      await writeGroup(parts, group);
    }
    writing = false;
  };

  return {
    write: (item) =>
      new Promise((answer) => {
        waiting.push({ item, answer });
        if (writing) return;
        writing = true;
        void write();
      }),
  };
}

async function writeGroup(parts: Parts, group: readonly Waiting[]): Promise<void> {
  const at = parts.now();
  const merged = mergedOf(group);
  try {
    settle(parts, merged, await append(parts, merged, at));
  } catch (error) {
    parts.log.warn({ code: codeOf(error), size: group.length }, 'messages were not stored');
    const apart = group.length > 1 && !isConnectionLoss(error);
    // One that cannot be stored must not keep the others out.
    if (apart) for (const one of group) await writeGroup(parts, [one]);
    // Whoever sent it asks again: under the same id it is stored once.
    else for (const { answer } of group) answer(null);
  }
}

/** What is written once, and everybody who waits for it. */
type Merged = { item: Item; readonly answers: Waiting['answer'][] };

/** A message that came twice is stored once; of several marks of one kind the furthest counts. */
function mergedOf(group: readonly Waiting[]): readonly Merged[] {
  const merged = new Map<string, Merged>();
  for (const { item, answer } of group) {
    const key = keyOf(item);
    const known = merged.get(key);
    if (known === undefined) {
      merged.set(key, { item, answers: [answer] });
      continue;
    }
    known.answers.push(answer);
    const isFurther =
      item.kind === 'mark' && known.item.kind === 'mark' && item.upTo > known.item.upTo;
    if (isFurther) known.item = item;
  }
  return [...merged.values()];
}

function keyOf(item: Item): string {
  return item.kind === 'message'
    ? `${item.conversationId} ${item.messageId}`
    : `${item.conversationId} ${item.side} ${item.mark}`;
}

function settle(parts: Parts, merged: readonly Merged[], row: Row): void {
  const events = merged.flatMap(({ item }, index): Numbered<unknown>[] => {
    const one = row.stored[index];
    if (one === undefined || one.data === null || one.seq === null) return [];
    const stream = conversationStream(item.conversationId);
    return [{ stream, seq: one.seq, at: one.at, data: one.data }];
  });
  merged.forEach(({ answers }, index) => {
    const one = row.stored[index];
    for (const answer of answers) answer(one === undefined ? null : { seq: one.seq, at: one.at });
  });
  parts.stored(events, row.jobs);
}

async function append(parts: Parts, merged: readonly Merged[], now: Millis): Promise<Row> {
  const items = merged.map(({ item }) => ({ ...item, at: now }));
  const values = [JSON.stringify(items), now + EFFECT_RETRY_MS];
  const text = 'SELECT append_group($1, $2) AS "group"';
  const [row] = await retried(TRIES, () =>
    parts.database.query<{ group: Row }>({ name: 'append_group', text, values }),
  );
  if (row === undefined) throw new Error('a group was stored without an answer');
  return row.group;
}
