import { conversationStream } from '@parley/contracts/streams.ts';
import type { CallEvent, ConversationFact, Numbered } from '@parley/core/conversation/events.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Database } from '../database/database.ts';
import type { Delivery } from '../delivery-port.ts';
import { type Drawing, drawingReader } from './who-may-draw.ts';

/** Who draws where, kept in mind while they draw: points go on to the other side without asking the database. */
export type Drawings = {
  /** As it is, from memory; null when it has to be read. */
  readonly known: (conversationId: string) => Drawing | null;
  /** Null when there is no such conversation. */
  readonly read: (conversationId: string) => Promise<Drawing | null>;
  /** This has happened somewhere, on this server or on another. */
  readonly happened: (stream: string, events: readonly Numbered<unknown>[]) => void;
  /** What has happened on other servers may not have been heard. */
  readonly forget: () => void;
};

/** A word of another server can be lost: so long it may be believed that nothing was said. */
const BELIEVED_MS = 1_000;

/** More than are drawn on at once: the old ones are only left over. */
const KEPT_IN_MIND = 1_000;

/** These change neither the picture nor who draws. */
const HARMLESS: ReadonlySet<string> = new Set<(ConversationFact | CallEvent)['type']>([
  'drawn',
  'drawing-undone',
  'drawing-redone',
]);

type Memory = { readonly at: Millis; drawing: Drawing | null };

export function rememberDrawings(database: Database, now: () => Millis): Drawings {
  const ask = drawingReader(database);
  const memories = new Map<string, Memory>();
  return {
    known: (conversationId) => {
      const memory = memories.get(conversationStream(conversationId));
      return memory === undefined || now() - memory.at > BELIEVED_MS ? null : memory.drawing;
    },
    async read(conversationId) {
      if (memories.size >= KEPT_IN_MIND) memories.clear();
      const memory: Memory = { at: now(), drawing: null };
      memories.set(conversationStream(conversationId), memory);
      const drawing = await ask(conversationId);
      // What happened while it was read has thrown the memory away: this answer is not kept.
      memory.drawing = drawing;
      return drawing;
    },
    happened: (stream, events) => {
      if (!memories.has(stream)) return;
      const isHarmless = events.every(({ data }) =>
        HARMLESS.has((data as ConversationFact | CallEvent).type),
      );
      if (!isHarmless) memories.delete(stream);
    },
    forget: () => memories.clear(),
  };
}

/** The same delivery; what comes through it is noticed on the way. */
export function noticedBy(drawings: Drawings, delivery: Delivery): Delivery {
  return {
    events: (stream, events) => {
      drawings.happened(stream, events);
      delivery.events(stream, events);
    },
    hint: (to, hint) => delivery.hint(to, hint),
    signOut: (personId, because) => delivery.signOut(personId, because),
    stopFollowing: (stream, personId) => delivery.stopFollowing(stream, personId),
    mayBeBehind: () => {
      drawings.forget();
      delivery.mayBeBehind();
    },
  };
}
