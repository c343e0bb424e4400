import type { Call } from '../call/call.ts';
import type { CallInput } from '../call/inputs.ts';
import type { Room, RoomInput } from '../conversation/room.ts';
import { callInputAfter, roomInputAfter } from '../conversation/room-and-call.ts';
import { stepRoom } from '../conversation/room-step.ts';
import { roomTaskId } from '../presence/presence.ts';
import { roomTask } from '../presence/room-task.ts';
import type { World } from './stored.ts';

/** Moves a call and its tasks, its room not yet told. */
export type MoveCall = (callId: string, input: CallInput) => boolean;

/** The newest call of a room, over or not. */
export function callIn(world: World, conversationId: string): Call | null {
  const callId = world.rooms.get(conversationId)?.callId ?? null;
  return callId === null ? null : (world.calls.get(callId) ?? null);
}

/** Stores what a room has become. */
export function keepRoom(world: World, conversationId: string, room: Room): void {
  const callId = world.rooms.get(conversationId)?.callId ?? null;
  world.rooms.set(conversationId, { room, callId });
}

/** Room and call are told of each other until both agree, as the server does in the same change. */
export function settleRoom(world: World, conversationId: string, moveCall: MoveCall): void {
  for (let turn = 0; turn < 8; turn += 1) {
    const room = world.rooms.get(conversationId)?.room ?? null;
    const call = callIn(world, conversationId);
    const input = roomInputAfter(room, call);
    const callInput = input === null ? callInputAfter(room, call) : null;
    if (input !== null) toldRoom(world, conversationId, input);
    else if (callInput === null || call === null) return projectRoomTask(world, conversationId);
    else if (!moveCall(call.id, callInput)) world.broken.push('a call refuses what its room says');
  }
  world.broken.push('a room and its call never agree');
}

function toldRoom(world: World, conversationId: string, input: RoomInput): void {
  const refused = stepped(world, conversationId, input);
  if (refused !== null) world.broken.push(`a room refuses ${input.type}: ${refused}`);
}

/** Why the room did not take it; null when it did. */
function stepped(world: World, conversationId: string, input: RoomInput): string | null {
  const outcome = stepRoom(world.rooms.get(conversationId)?.room ?? null, input, world.now);
  if (!outcome.ok) return outcome.refusal.code;
  keepRoom(world, conversationId, outcome.room);
  for (const fact of outcome.facts) {
    if (fact.type === 'room-changed') world.told.add(`room ${fact.because}`);
  }
  return null;
}

function projectRoomTask(world: World, conversationId: string): void {
  const room = world.rooms.get(conversationId)?.room;
  if (room === undefined) return;
  const key = roomTaskId(room.id);
  const task = roomTask(conversationId, room, callIn(world, conversationId));
  if (task === null) world.tasks.delete(key);
  else world.tasks.set(key, task);
}

/** Moves a room as somebody asked; false when refused. */
export function moveRoom(
  world: World,
  { conversationId, input }: { readonly conversationId: string; readonly input: RoomInput },
  moveCall: MoveCall,
): boolean {
  if (stepped(world, conversationId, input) !== null) return false;
  settleRoom(world, conversationId, moveCall);
  return true;
}
