import type { Millis } from '@parley/core/time.ts';
import type { Changes, Decided } from '../changes/changes.ts';
import { draftOf, withCall, withConversation } from '../changes/draft.ts';
import type { Loaded } from '../changes/loaded.ts';
import {
  allowed,
  andThen,
  type CommandContext,
  decidedFrom,
  type Executors,
  NOT_ALLOWED,
  onceOnly,
  personOf,
} from '../command-context.ts';

type Answered = {
  readonly conversationId: string;
  readonly callId: string | null;
  readonly legId: string | null;
};

const CLOSED = { ok: false, code: 'offer-closed' } as const;

/** What an agent says to a ring: of a call, or of a chat. */
export function offerCommands(changes: Changes): Executors<'answer-offer' | 'decline-offer'> {
  const decideOn = <Answer>(
    context: CommandContext,
    offerId: string,
    decide: (loaded: Loaded, now: Millis) => Decided<Answer>,
  ) => {
    const agents = [personOf(context.who)];
    const target = { offerId, agents, engaged: true, ...onceOnly(context) };
    return changes.change(target, (loaded, now) => {
      if (loaded.offer === null) return NOT_ALLOWED;
      const thing = { agentIds: [loaded.offer.agentId] };
      return allowed(context.who, { action: 'answer-offer', thing }, () =>
        isOpen(loaded, loaded.offer?.id ?? '') ? decide(loaded, now) : CLOSED,
      );
    });
  };
  return {
    'answer-offer': (context, { offerId }) =>
      decideOn(context, offerId, (loaded, now) =>
        loaded.offer?.callId === null
          ? acceptChat(loaded, context, now)
          : answerCall(loaded, context, now),
      ),
    'decline-offer': (context, { offerId }) =>
      decideOn(context, offerId, (loaded, now) => decline(loaded, personOf(context.who), now)),
  };
}

/** An offer is open as long as its contact rings under its id. */
function isOpen({ offer, call, conversation }: Loaded, offerId: string): boolean {
  if (offer?.callId === null) {
    return conversation.chat.state === 'offered' && conversation.chat.offerId === offerId;
  }
  const phase = call?.value.phase;
  return phase?.name === 'ringing' && phase.offerId === offerId;
}

/** Who answers a call of a conversation serves its chat too. */
function answerCall(loaded: Loaded, context: CommandContext, now: Millis): Decided<Answered> {
  const { tabId, name } = context;
  const agentId = personOf(context.who);
  const phase = loaded.call?.value.phase;
  const legId = phase?.name === 'ringing' ? phase.legId : null;
  const answered = withCall(draftOf(loaded), { type: 'answer', agentId, tabId }, now);
  const assigned = andThen(answered, (draft) =>
    withConversation(draft, { type: 'assign', agentId, agentName: name }, now),
  );
  const conversationId = loaded.conversation.id;
  return decidedFrom(assigned, { conversationId, callId: loaded.call?.value.id ?? null, legId });
}

function acceptChat(loaded: Loaded, { who, name }: CommandContext, now: Millis): Decided<Answered> {
  const input = { type: 'accept', agentId: personOf(who), agentName: name } as const;
  const answer = { conversationId: loaded.conversation.id, callId: null, legId: null };
  return decidedFrom(withConversation(draftOf(loaded), input, now), answer);
}

function decline(loaded: Loaded, agentId: string, now: Millis): Decided<object> {
  const draft = draftOf(loaded);
  const input = { type: 'decline', agentId } as const;
  const passed =
    loaded.offer?.callId === null
      ? withConversation(draft, input, now)
      : withCall(draft, input, now);
  return decidedFrom(passed, {});
}
