import type { Call, EndReason } from './call.ts';
import type { CallInput } from './inputs.ts';
import { answeredLegs } from './people.ts';

/** Whether a call goes on in a room, or began with a question for video in the chat (K6). */
function isRoomCall({ origin }: Call): boolean {
  return origin === 'link-room' || origin === 'escalation-room';
}

/** Whether this person has answered a room's call that goes on (B11, K4). */
export function isInRoomCall(call: Call | null, personId: string): boolean {
  if (call === null || !isRoomCall(call)) return false;
  return answeredLegs(call).some((leg) => leg.personId === personId);
}

/** Ends after which nobody comes back: somebody wanted it. */
const WANTED: readonly EndReason[] = ['customer-ended', 'agent-ended', 'conversation-completed'];

/** Whether a call's end is the end of its room: in a link room End ends both, an escalation room stays open (K6). */
export function closesRoom({ origin, phase }: Call): boolean {
  return phase.name === 'ended' && origin === 'link-room' && WANTED.includes(phase.reason);
}

/** What an agent who leaves the room does to its call: they hang up, others may go on; null when they are not in it. */
export function leavingEnds(call: Call | null, agentId: string): CallInput | null {
  if (call === null || !isRoomCall(call)) return null;
  const leg = answeredLegs(call).find((one) => one.personId === agentId);
  return leg === undefined ? null : { type: 'end', legId: leg.id };
}
