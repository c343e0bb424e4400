import { leavingEnds } from '../call/room-call.ts';
import type { Room } from '../conversation/room.ts';
import { linkOpens } from '../conversation/room-rules.ts';
import { roomFollowing } from '../conversation/room-step.ts';
import { callsOf } from '../presence/presence.ts';
import type { Random } from './random.ts';
import { callIn, keepRoom } from './room-world.ts';
import type { World } from './stored.ts';
import { candidatesOf, guestJoins, inRoom, move } from './world.ts';

/** An agent makes a link, for the chat or for a text message; at times in a conversation that had one before. */
function roomOpens(world: World, random: Random): void {
  world.ids += 1;
  const again = world.rooms.size > 0 && random.chance(0.3);
  const conversationId = again ? random.pick([...world.rooms.keys()]) : `talk-${world.ids}`;
  const agentId = random.pick([...world.agents.keys()]);
  const [way, origin] = random.pick([
    ['chat', 'escalation-room'],
    ['sms', 'link-room'],
    ['invitation', 'link-room'],
  ] as const);
  const firstVideo = random.pick(['both', 'agent-only', 'none'] as const);
  const room = {
    ...{ id: `room-${world.ids}`, way, origin, agentId, agentName: agentId },
    ...{ isRecorded: false, camera: 'front' as const, reference: null, firstVideo },
    ...{ codeUntil: world.now + 60_000, until: world.now + 120_000 },
  } as const;
  inRoom(world, conversationId, { type: 'open-room', room });
}

type Kept = { readonly conversationId: string; readonly room: Room };

function someRoom(world: World, random: Random, which: (room: Room) => boolean): Kept | null {
  const found = [...world.rooms].flatMap(([conversationId, { room }]) =>
    which(room) ? [{ conversationId, room }] : [],
  );
  return found.length === 0 ? null : random.pick(found);
}

/** Somebody opens the link, and mostly presses Join. */
function guestComes(world: World, random: Random): void {
  const found = someRoom(world, random, (room) => linkOpens(room, world.now));
  if (found === null) return;
  const { conversationId } = found;
  inRoom(world, conversationId, { type: 'lobby-opened' });
  const call = callIn(world, conversationId);
  const isThere = call !== null && call.phase.name !== 'ended';
  if (!isThere && random.chance(0.8)) guestJoins(world, conversationId, random.chance(0.7));
}

/** The agent opens the room on the desk, or another one takes it over; with a call or a room elsewhere nobody does (B12). */
function agentSits(world: World, random: Random): void {
  const found = someRoom(world, random, (room) => linkOpens(room, world.now));
  if (found === null) return;
  const { conversationId, room } = found;
  const agentId = random.chance(0.9) ? room.agentId : random.pick([...world.agents.keys()]);
  const tasks = candidatesOf(world).find((one) => one.agentId === agentId)?.tasks ?? [];
  if (callsOf(tasks).some((task) => task.conversationId !== conversationId)) return;
  inRoom(world, conversationId, { type: 'enter-room', agentId, agentName: agentId });
}

/** The agent leaves the room: their part in its call ends first. */
function roomIsLeft(world: World, random: Random): void {
  const found = someRoom(world, random, (room) => room.agentIn);
  if (found === null || random.chance(0.5)) return;
  const { conversationId, room } = found;
  const { agentId } = room;
  inRoom(world, conversationId, { type: 'leave-room', agentId });
  for (let turn = 0; turn < 3; turn += 1) {
    const call = callIn(world, conversationId);
    const end = leavingEnds(call, agentId);
    if (call !== null && end !== null) move(world, call.id, end);
  }
}

/** As the server does: whoever goes into another call no longer waits in an empty room. */
export function leaveEmptyRooms(world: World, agentId: string, exceptId: string): void {
  for (const [conversationId, { room }] of world.rooms) {
    if (!room.agentIn || room.agentId !== agentId || conversationId === exceptId) continue;
    const call = callIn(world, conversationId);
    const isThere = call?.legs.some((leg) => leg.personId === agentId) ?? false;
    if (!isThere) inRoom(world, conversationId, { type: 'leave-room', agentId });
  }
}

/** The link is taken back. */
function roomIsCancelled(world: World, random: Random): void {
  const found = someRoom(world, random, () => true);
  if (found === null || random.chance(0.7)) return;
  const { conversationId, room } = found;
  inRoom(world, conversationId, { type: 'cancel-room', agentId: room.agentId });
}

/** The chat goes to a colleague, or is completed. */
function roomIsHandedOn(world: World, random: Random): void {
  const found = someRoom(world, random, () => true);
  if (found === null || random.chance(0.5)) return;
  const { conversationId, room } = found;
  const agentId = random.pick([...world.agents.keys()]);
  const live = callIn(world, conversationId)?.phase.name ?? 'ended';
  const completed = live === 'ended' && !room.agentIn && random.chance(0.2);
  const chat = completed
    ? ({ state: 'completed', at: world.now } as const)
    : ({ state: 'assigned', since: world.now, agentId, agentName: agentId } as const);
  const followed = roomFollowing(room, chat, world.now);
  if (!followed.ok) return;
  for (const fact of followed.facts) {
    if (fact.type === 'room-changed') world.told.add(`room ${fact.because}`);
  }
  keepRoom(world, conversationId, followed.room);
  inRoom(world, conversationId, { type: 'delivery-reported', delivery: 'sent' });
}

const ACTS = [
  roomOpens,
  guestComes,
  guestComes,
  guestComes,
  agentSits,
  agentSits,
  roomIsLeft,
  roomIsCancelled,
  roomIsHandedOn,
] as const;

/** Something that people do about a room. */
export function inRooms(world: World, random: Random): void {
  random.pick(ACTS)(world, random);
}
