import type { Changes } from '../changes/changes.ts';
import { draftOf, withConversation } from '../changes/draft.ts';
import { allowed, decidedFrom, type Executors, onceOnly } from '../command-context.ts';

/** What a customer thought of a call, a room or the chat; kept with the conversation (E10). */
export function feedbackCommands({
  changes,
}: {
  readonly changes: Changes;
}): Executors<'give-feedback'> {
  return {
    'give-feedback': (context, { conversationId, about, callId, rating, comment }) => {
      const target = callId === null ? { conversationId } : { callId };
      return changes.change({ ...target, ...onceOnly(context) }, (loaded, now) => {
        // A call may be named that is somebody else's: what counts is whose conversation it stands in.
        const thing = { conversationId: loaded.conversation.id };
        return allowed(context.who, { action: 'wait-in-line', thing }, () => {
          const isWhole = about !== 'call' || callId !== null;
          if (!isWhole || thing.conversationId !== conversationId) {
            return { ok: false, code: 'bad-input' };
          }
          const feedback = { about, callId, rating, comment };
          const input = { type: 'give-feedback', feedback } as const;
          return decidedFrom(withConversation(draftOf(loaded), input, now), {});
        });
      });
    },
  };
}
