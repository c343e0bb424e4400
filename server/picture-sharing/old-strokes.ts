import type { CallEvent, ConversationFact, Numbered } from '@parley/core/conversation/events.ts';
import type { Database } from '../database/database.ts';

const CONVERSATION = 'conversation:';

/** What was drawn on pictures that are gone need not travel again; every event keeps its number. */
export async function withoutOldStrokes(
  database: Database,
  stream: string,
  events: readonly Numbered<unknown>[],
): Promise<readonly Numbered<unknown>[]> {
  if (!stream.startsWith(CONVERSATION) || !events.some(isStroke)) return events;
  const [row] = await database.query<{ pictureId: string | null }>({
    name: 'picture_of',
    text: `SELECT value->'picture'->>'id' AS "pictureId" FROM conversations WHERE id = $1`,
    values: [stream.slice(CONVERSATION.length)],
  });
  const shared = row?.pictureId ?? null;
  return events.map((event) =>
    isStroke(event) && event.data.pictureId !== shared
      ? { ...event, data: { type: 'hidden' } }
      : event,
  );
}

type Stroke = Extract<ConversationFact, { type: 'drawn' }>;

function isStroke(event: Numbered<unknown>): event is Numbered<Stroke> {
  return (event.data as ConversationFact | CallEvent).type === 'drawn';
}
