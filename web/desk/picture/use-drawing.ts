import { useEffect, useState } from 'react';
import type { ConversationSession } from '../../live/conversation.ts';
import { type Drawing, openDrawing } from '../../live/picture-sharing/drawing.ts';
import { derive } from '../../live/store.ts';
import type { Workplace } from '../frame/workplace.ts';

/** What is drawn in a conversation, as long as its picture is shown; null until it is opened. */
export function useDrawing(
  { connection, who }: Workplace,
  conversation: ConversationSession,
): Drawing | null {
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const { personId } = who;
  useEffect(() => {
    const { conversationId, state } = conversation;
    const picture = derive(state, (now) => now.view.picture);
    const next = openDrawing({ connection, conversationId, side: 'agent', personId, picture });
    setDrawing(next);
    return next.close;
  }, [connection, conversation, personId]);
  return drawing;
}
