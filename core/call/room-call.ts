import type { Call } from './call.ts';
import { answeredLegs } from './people.ts';

/** Whether a call goes on in a room, or began with a question for video in the chat (K6). */
export function isRoomCall({ origin }: Call): boolean {
  return origin === 'link-room' || origin === 'escalation-room';
}

/** Whether this person has answered a room's call that goes on (B11, K4). */
export function isInRoomCall(call: Call | null, personId: string): boolean {
  if (call === null || !isRoomCall(call)) return false;
  return answeredLegs(call).some((leg) => leg.personId === personId);
}
