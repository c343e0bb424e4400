import { ringOf } from '@parley/core/call/people.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Changes, Decided } from '../changes/changes.ts';
import { draftOf, withCall, withConversation } from '../changes/draft.ts';
import type { Loaded } from '../changes/loaded.ts';
import {
  andThen,
  type CommandContext,
  decidedFrom,
  type Executors,
  personOf,
} from '../command-context.ts';
import type { Database } from '../database/database.ts';
import { emptyRoomsOf, leaveEmptyRooms } from './empty-rooms.ts';
import { forwardOffer } from './forward-offer.ts';
import { holdingOthers } from './other-calls.ts';
import { decideOnOffer } from './own-offer.ts';

type Answered = {
  readonly conversationId: string;
  readonly callId: string | null;
  readonly legId: string | null;
};

type Parts = {
  readonly database: Database;
  readonly changes: Changes;
  readonly random: () => string;
};

type Names = 'answer-offer' | 'decline-offer' | 'forward-offer';

/** What an agent says to a ring: of a call, of a colleague, or of a chat. */
export function offerCommands(parts: Parts): Executors<Names> {
  const { changes } = parts;
  return {
    'answer-offer': (context, { offerId }) => {
      const agentId = personOf(context.who);
      const rooms = emptyRoomsOf(parts.database, agentId, offerId);
      return holdingOthers(parts, { context, turnedTo: { offerId }, beside: rooms }, async () => {
        await leaveEmptyRooms(changes, agentId, await rooms);
        return decideOnOffer(changes, { context, offerId }, (loaded, now) =>
          loaded.offer?.callId === null
            ? acceptChat(loaded, context, now)
            : answerCall(loaded, context, now),
        );
      });
    },
    'decline-offer': (context, { offerId }) =>
      decideOnOffer(changes, { context, offerId }, (loaded, now) =>
        decline(loaded, personOf(context.who), now),
      ),
    'forward-offer': (context, data) => forwardOffer(parts, context, data),
  };
}

/** Who answers a call of a conversation serves its chat too; who only gives a colleague a word does not. */
function answerCall(loaded: Loaded, context: CommandContext, now: Millis): Decided<Answered> {
  const { tabId, name } = context;
  const agentId = personOf(context.who);
  const call = loaded.call?.value ?? null;
  const legId = call === null ? null : (ringOf(call)?.legId ?? null);
  const answered = withCall(draftOf(loaded), { type: 'answer', agentId, tabId }, now);
  const isOfQueue = call?.phase.name === 'ringing' && call.origin !== 'internal';
  const assigned = andThen(answered, (draft) =>
    isOfQueue
      ? withConversation(draft, { type: 'assign', agentId, agentName: name }, now)
      : { ok: true, draft },
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
