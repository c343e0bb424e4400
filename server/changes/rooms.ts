import { callInputAfter, roomInputAfter } from '@parley/core/conversation/room-and-call.ts';
import type { Millis } from '@parley/core/time.ts';
import { type Draft, withCall, withConversation } from './draft.ts';
import type { Loaded } from './loaded.ts';

/** Each turn brings room and call closer; they agree after three at most. */
const MOST_TURNS = 5;

/** A room and its call never contradict each other: after every change each is told what became of the other. */
export function withRooms(loaded: Loaded, draft: Draft, now: Millis): Draft {
  if (isOldCall(loaded, draft)) return draft;
  let agreed = draft;
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const next = told(agreed, now);
    if (next === null) return agreed;
    agreed = next;
  }
  return agreed;
}

/** A call that was over before this change says nothing of the one that may go on now. */
function isOldCall({ call }: Loaded, draft: Draft): boolean {
  return call?.value.phase.name === 'ended' && draft.call === call.value;
}

function told(draft: Draft, now: Millis): Draft | null {
  const { conversation, call } = draft;
  const { room } = conversation;
  const toRoom = roomInputAfter(room, call);
  if (toRoom !== null) {
    const outcome = withConversation(draft, toRoom, now);
    if (outcome.ok && outcome.draft.conversation !== conversation) return outcome.draft;
  }
  const toCall = callInputAfter(room, call);
  if (toCall === null) return null;
  const outcome = withCall(draft, toCall, now);
  return outcome.ok && outcome.draft.call !== call ? outcome.draft : null;
}
