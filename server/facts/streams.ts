import { CATCH_UP_EVENTS } from '@parley/contracts/limits.ts';
import type { FollowAnswer } from '@parley/contracts/socket.ts';
import { can, type Who } from '@parley/core/access/can.ts';
import type { Numbered } from '@parley/core/conversation/events.ts';
import type { Database } from '../database/database.ts';
import { withoutOldStrokes } from '../picture-sharing/old-strokes.ts';
import { eventsFor } from './reader-view.ts';

export type Streams = {
  /** The next events of a stream as this reader may see them. */
  follow(who: Who, stream: string, after: number): Promise<FollowAnswer>;
  /** The next events as stored. */
  eventsAfter(stream: string, after: number): Promise<readonly Numbered<unknown>[]>;
};

const AFTER = `
  SELECT stream, seq, at, data FROM events
  WHERE stream = $1 AND seq > $2 ORDER BY seq LIMIT ${CATCH_UP_EVENTS + 1}`;

const CONVERSATION = 'conversation:';
const PERSON = 'person:';
const MAILBOX = 'mailbox:';

/** Reads numbered streams. */
export function createStreams(database: Database): Streams {
  const eventsAfter: Streams['eventsAfter'] = (stream, after) =>
    database.query<Numbered<unknown>>({
      name: 'events_after',
      text: AFTER,
      values: [stream, after],
    });
  return {
    eventsAfter,
    async follow(who, stream, after) {
      if (!(await mayRead(database, who, stream))) return { ok: false, code: 'not-allowed' };
      const found = await eventsAfter(stream, after);
      const next = found.slice(0, CATCH_UP_EVENTS);
      const events = await withoutOldStrokes(database, stream, next);
      return {
        ok: true,
        events: eventsFor(who, events),
        more: found.length > CATCH_UP_EVENTS,
      };
    },
  };
}

async function mayRead(database: Database, who: Who, stream: string): Promise<boolean> {
  if (stream.startsWith(PERSON)) {
    const mine = who.role !== 'nobody' && who.personId === stream.slice(PERSON.length);
    return mine && can(who, 'read-own-desk');
  }
  if (stream.startsWith(MAILBOX)) {
    const mine = who.role !== 'nobody' && who.personId === stream.slice(MAILBOX.length);
    return mine && can(who, 'message-staff');
  }
  if (!stream.startsWith(CONVERSATION)) return false;
  const conversationId = stream.slice(CONVERSATION.length);
  if (who.role === 'customer') return can(who, 'read-conversation', { conversationId });
  const [row] = await database.query<{ queueId: string; agentIds: string[] }>({
    name: 'readers_of',
    text: 'SELECT queue_id AS "queueId", agent_ids AS "agentIds" FROM conversations WHERE id = $1',
    values: [conversationId],
  });
  return row !== undefined && can(who, 'read-conversation', { conversationId, ...row });
}
