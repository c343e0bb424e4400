import type { CallInput } from '@parley/core/call/inputs.ts';
import type { ConversationInput } from '@parley/core/conversation/conversation.ts';
import type { ChangeAnswer, Changes } from '../changes/changes.ts';
import { draftOf, withCall, withConversation } from '../changes/draft.ts';
import { decidedFrom } from '../command-context.ts';
import type { Carrier } from '../jobs/jobs.ts';

/** What falls due for calls and chats; where it is not true any more, core says so and nothing changes. */
export function timerCarriers(
  changes: Changes,
): Readonly<Record<'call-input' | 'conversation-input' | 'chat-rang-out' | 'seek', Carrier>> {
  return {
    'call-input': async ({ subject, data }) =>
      over(
        await changes.change({ callId: subject, engaged: true }, (loaded, now) =>
          decidedFrom(withCall(draftOf(loaded), data as CallInput, now), null),
        ),
      ),
    'conversation-input': async ({ subject, data }) =>
      over(
        await changes.change({ conversationId: subject, engaged: true }, (loaded, now) =>
          decidedFrom(withConversation(draftOf(loaded), data as ConversationInput, now), null),
        ),
      ),
    'chat-rang-out': async ({ subject, data }) => {
      const { offerId } = data as { readonly offerId: string };
      return over(
        await changes.change({ conversationId: subject, engaged: true }, (loaded, now) =>
          decidedFrom(withConversation(draftOf(loaded), { type: 'rang-out', offerId }, now), null),
        ),
      );
    },
    seek: async ({ subject }) =>
      over(
        await changes.change({ conversationId: subject }, (loaded, now) =>
          decidedFrom(withConversation(draftOf(loaded), { type: 'seek-agent' }, now), null),
        ),
      ),
  };
}

function over(answer: ChangeAnswer<null>): undefined {
  if (!answer.ok && answer.code === 'try-again')
    throw new Error('what was due could not be stored');
}
