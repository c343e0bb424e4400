import type { Call, Leg } from '../call/call.ts';
import type { CallInput } from '../call/inputs.ts';
import { answeredLegs, isAnswered } from '../call/people.ts';
import { closesRoom } from '../call/room-call.ts';
import type { Room, RoomInput } from './room.ts';
import { isOpen } from './room-rules.ts';

/** What a room has yet to be told of the call of its conversation; null when both agree. Asked after every change of either. */
export function roomInputAfter(room: Room | null, call: Call | null): RoomInput | null {
  if (room === null) return null;
  const known = 'callId' in room.guest ? room.guest.callId : null;
  const own = call !== null && call.room?.id === room.id ? call : null;
  if (known !== null && known !== own?.id) {
    return { type: 'room-call-over', callId: known, closesRoom: false };
  }
  if (own === null) return null;
  if (own.phase.name === 'ended') {
    if (known === null) return null;
    return { type: 'room-call-over', callId: own.id, closesRoom: closesRoom(own) };
  }
  return isOpen(room) ? goingOn(room, own) : null;
}

function goingOn(room: Room, call: Call): RoomInput | null {
  const { guest } = room;
  if (!isAnswered(call)) {
    if (guest.state === 'waiting') return null;
    return { type: 'room-call-waits', callId: call.id, agentId: call.boundToAgentId };
  }
  const agent = agentOf(room, call);
  // Somebody else is rung for it, and whoever had it is gone already.
  if (agent === null) return null;
  if (guest.state === 'in-call' && room.agentId === agent.personId) return null;
  const { personId: agentId, name: agentName } = agent;
  return { type: 'room-call-runs', callId: call.id, agentId, agentName };
}

function agentOf(room: Room, call: Call): Leg | null {
  const agents = answeredLegs(call).filter((leg) => leg.role === 'agent');
  return agents.find((leg) => leg.personId === room.agentId) ?? agents[0] ?? null;
}

/** What a room's call has yet to be told of its room: nobody waits for what is over, nor for an agent who handed it on. */
export function callInputAfter(room: Room | null, call: Call | null): CallInput | null {
  if (call === null || call.room === null) return null;
  if (call.phase.name !== 'queued' && call.phase.name !== 'ringing') return null;
  if (room === null || room.id !== call.room.id || !isOpen(room)) {
    return { type: 'close', reason: 'closed-by-system' };
  }
  if (call.phase.name !== 'queued' || call.boundToAgentId === room.agentId) return null;
  // What was handed to a queue is for whoever answers, unless an agent sits in its room again.
  if (call.boundToAgentId === null && !room.agentIn) return null;
  return { type: 'bind', agentId: room.agentId };
}
