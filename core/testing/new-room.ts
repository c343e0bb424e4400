import type { Room } from '../conversation/room.ts';

/** Alex's room out of a chat, into which nobody has come but what a test says. */
export function newRoom(told: Partial<Room> = {}): Room {
  return {
    id: 'room',
    way: 'chat',
    origin: 'escalation-room',
    agentId: 'alex',
    agentName: 'Alex',
    firstVideo: 'agent-only',
    isRecorded: false,
    camera: 'front',
    reference: null,
    createdAt: 0,
    codeUntil: 3_600_000,
    until: 3_600_000,
    agentIn: false,
    guest: { state: 'away' },
    delivery: 'none',
    state: { name: 'created', since: 0 },
    ...told,
  };
}
