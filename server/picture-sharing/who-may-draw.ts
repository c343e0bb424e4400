import { can, type Thing, type Who } from '@parley/core/access/can.ts';
import type { Call } from '@parley/core/call/call.ts';
import type { Chat } from '@parley/core/conversation/chat.ts';
import { drawingAgents } from '@parley/core/picture-sharing/who-draws.ts';
import type { Draft } from '../changes/draft.ts';
import { type AskOne, askedTogether } from '../database/asked-together.ts';
import type { Database } from '../database/database.ts';

/** A conversation as its rules about drawing see it. */
export function drawnIn({ conversation, call }: Pick<Draft, 'conversation' | 'call'>): Thing {
  return thingOf({ id: conversation.id, chat: conversation.chat, call });
}

/** Who may draw now, and the picture that is shared. */
export type Drawing = { readonly thing: Thing; readonly pictureId: string | null };

type Row = {
  readonly id: string;
  readonly chat: Chat;
  readonly pictureId: string | null;
  readonly call: Call | null;
};

function thingOf({ id, chat, call }: Pick<Row, 'id' | 'chat' | 'call'>): Thing {
  return { conversationId: id, agentIds: drawingAgents(chat, call) };
}

const DRAWINGS = `
  SELECT c.id, c.value->'chat' AS chat, c.value->'picture'->>'id' AS "pictureId",
    (SELECT value FROM calls WHERE conversation_id = c.id AND phase IN ('active', 'held')) AS call
  FROM conversations AS c WHERE c.id = ANY($1)`;

/** Reads it without a lock, for what passes through and is not kept. */
export function drawingReader(database: Database): AskOne<Drawing> {
  return askedTogether(async (ids) => {
    const rows = await database.query<Row>({ name: 'drawings', text: DRAWINGS, values: [ids] });
    return new Map(rows.map((row) => [row.id, { thing: thingOf(row), pictureId: row.pictureId }]));
  });
}

/** Whether they may draw there. */
export function mayDraw(who: Who, thing: Thing): boolean {
  return can(who, 'draw-together', thing);
}
