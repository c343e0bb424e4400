import type { ConversationView } from '@parley/core/conversation/view.ts';

/** What a customer may be asked to rate, and the name under which that was put away. */
export type FeedbackDue = {
  readonly about: 'call' | 'chat';
  readonly callId: string | null;
  readonly key: string;
};

/** Asked later, nobody remembers; the server takes no change after it either. */
const FRESH_MS = 60 * 60_000;

/** What there is to rate now (E10): the last call that was talked in, else the chat that was closed; each once. */
export function feedbackDue(view: ConversationView, now: number): FeedbackDue | null {
  return ofCall(view, now) ?? ofChat(view, now);
}

/** The room's own page asks about a call that was in it. */
function ofCall({ call, feedback }: ConversationView, now: number): FeedbackDue | null {
  if (call === null || call.room !== null || call.phase.name !== 'ended') return null;
  const { at, talkMs } = call.phase;
  if (talkMs === 0 || now - at > FRESH_MS) return null;
  if (feedback.some((one) => one.callId === call.id)) return null;
  return { about: 'call', callId: call.id, key: call.id };
}

/** Who has rated the call has rated what the chat was about. */
function ofChat(view: ConversationView, now: number): FeedbackDue | null {
  const { chat, call, messages, feedback } = view;
  if (chat.state !== 'completed' || now - chat.at > FRESH_MS) return null;
  if (feedback.some((one) => chat.at - one.at < FRESH_MS)) return null;
  const wasServed = call !== null || messages.some(({ author }) => author.role === 'agent');
  return wasServed ? { about: 'chat', callId: null, key: `${view.id}:${chat.at}` } : null;
}
