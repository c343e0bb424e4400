import type { Call } from '../call/call.ts';
import { talksWith } from '../call/people.ts';
import { timersOf } from '../call/timers.ts';
import { roomTaskId } from '../presence/presence.ts';
import { brokenInCall } from './call-laws.ts';
import { brokenRooms } from './room-laws.ts';
import { said } from './said.ts';
import type { World } from './stored.ts';

/** Every promise the world breaks now, in words; empty when all is well. */
export function brokenLaws(world: World): readonly string[] {
  return [
    ...(world.doubleOffers > 0 ? ['a contact was offered twice at once'] : []),
    ...world.broken,
    ...[...world.calls.values()].flatMap((call) => brokenByCall(world, call)),
    ...brokenByAgents(world),
    ...brokenRooms(world),
  ];
}

function brokenByCall(world: World, call: Call): readonly string[] {
  const missed = timersOf(call).some((timer) => timer.at < world.now);
  return [...brokenInCall(call), ...(missed ? ['a timer was missed'] : [])];
}

/** Nobody talks in two calls, and nobody is in two video calls. */
function brokenByAgents(world: World): readonly string[] {
  return [...world.agents.keys()].flatMap((agentId) => {
    const tasks = [...world.tasks.values()].filter((task) => task.agentId === agentId);
    const videos = tasks.filter(
      ({ channel, contactId }) => channel === 'video' && !contactId.startsWith(roomTaskId('')),
    );
    const talks = tasks.filter(({ contactId }) => isTalking(world, contactId, agentId));
    return said([
      [talks.length > 1, `${agentId} talks in two calls`],
      [videos.length > 1, `${agentId} has two videos`],
      [tasks.length > 4, `${agentId} has more calls than panels`],
    ]);
  });
}

function isTalking(world: World, callId: string, agentId: string): boolean {
  const call = world.calls.get(callId);
  const leg = call?.legs.find((one) => one.personId === agentId);
  return call !== undefined && leg !== undefined && talksWith(call, leg.id).length > 0;
}
