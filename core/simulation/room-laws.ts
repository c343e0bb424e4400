import type { Call } from '../call/call.ts';
import { isAnswered } from '../call/people.ts';
import type { Room } from '../conversation/room.ts';
import { isOpen, opensUntil } from '../conversation/room-rules.ts';
import { callIn } from './room-world.ts';
import { said } from './said.ts';
import type { World } from './stored.ts';

/** What rooms break: nobody waits where nobody comes, and nobody sits in two. */
export function brokenRooms(world: World): readonly string[] {
  const rooms = [...world.rooms];
  return [
    ...rooms.flatMap(([conversationId, { room }]) =>
      brokenRoom(room, callIn(world, conversationId), world.now),
    ),
    ...[...world.agents.keys()].flatMap((agentId) => {
      const sits = rooms.filter(([, { room }]) => room.agentIn && room.agentId === agentId);
      return said([[sits.length > 1, `${agentId} sits in two rooms`]]);
    }),
  ];
}

function brokenRoom(room: Room, call: Call | null, now: number): readonly string[] {
  const { guest, state } = room;
  const own = call !== null && call.room?.id === room.id && call.phase.name !== 'ended';
  const talks = own && isAnswered(call);
  const waits = own && !talks;
  const queued = waits && call.phase.name === 'queued';
  const until = opensUntil(room);
  return said([
    [state.name === 'connected' && !talks && !waitsForHandOver(call), 'connected without a call'],
    [guest.state === 'waiting' && !own, 'a guest waits without a call'],
    [waits && guest.state !== 'waiting', 'a call waits and its room does not know'],
    [waits && !isOpen(room), 'a guest waits for a room that is over'],
    [queued && call?.boundToAgentId === null && room.agentIn, 'a queue decides over who sits'],
    [!isOpen(room) && room.agentIn, 'an agent sits in a room that is over'],
    [until !== null && until < now, 'a room outlived its time'],
  ]);
}

/** Whoever had the line is gone, and somebody else is rung for it. */
function waitsForHandOver(call: Call | null): boolean {
  return call?.beside.name === 'inviting';
}
