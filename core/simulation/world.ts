import type { Call, CallKind } from '../call/call.ts';
import type { CallEffect } from '../call/facts.ts';
import type { CallInput } from '../call/inputs.ts';
import { ringOf } from '../call/people.ts';
import { startCall, startInternalCall } from '../call/start.ts';
import { step } from '../call/step.ts';
import { timersOf } from '../call/timers.ts';
import type { RoomInput } from '../conversation/room.ts';
import { roomTimers } from '../conversation/room-timers.ts';
import { stepPresence } from '../presence/presence.ts';
import { type Candidate, type Contact, RING_MS, route } from '../routing/route.ts';
import type { Millis } from '../time.ts';
import { brokenInStep } from './call-laws.ts';
import { moveRoom, settleRoom } from './room-world.ts';
import { nameOf, projectTasks, type World } from './stored.ts';

/** A customer asks for a call. */
export function customerCalls(world: World, kind: CallKind): string {
  world.ids += 1;
  const callId = `call-${world.ids}`;
  const started = startCall(
    {
      callId,
      conversationId: `conversation-${world.ids}`,
      kind,
      origin: 'widget',
      firstVideo: 'both',
      queueId: 'queue',
      preferredAgentId: null,
      boundToAgentId: null,
      room: null,
      customer: {
        legId: `${callId}-customer`,
        personId: `customer-${world.ids}`,
        name: 'Customer',
      },
    },
    world.now,
  );
  world.calls.set(callId, started.call);
  world.effects.push(...started.effects.map((effect) => ({ callId, effect })));
  return callId;
}

/** Somebody presses Join in the lobby of a room. */
export function guestJoins(world: World, conversationId: string, bySecret: boolean): void {
  const kept = world.rooms.get(conversationId);
  if (kept === undefined) return;
  const { room } = kept;
  world.ids += 1;
  const callId = `call-${world.ids}`;
  const customer = { legId: `${callId}-customer`, personId: conversationId, name: 'Guest' };
  const bound = { boundToAgentId: room.agentId, room: { id: room.id, bySecret } };
  const started = startCall(
    {
      ...{ callId, conversationId, kind: 'video', origin: room.origin, customer },
      ...{ firstVideo: room.firstVideo, queueId: 'queue', preferredAgentId: null, ...bound },
    },
    world.now,
  );
  world.calls.set(callId, started.call);
  world.rooms.set(conversationId, { room, callId });
  world.effects.push(...started.effects.map((effect) => ({ callId, effect })));
  settled(world, conversationId);
}

/** One agent calls another; the call rings at once. */
export function agentDials(world: World, { callerId, calleeId, kind }: Dialled): void {
  world.ids += 1;
  const callId = `call-${world.ids}`;
  const ring = newRing(world, calleeId);
  const caller = { legId: `${callId}-caller`, personId: callerId, name: callerId };
  const conversationId = `conversation-${world.ids}`;
  const started = startInternalCall(
    { callId, conversationId, kind, caller, callee: ring },
    world.now,
  );
  world.calls.set(callId, started.call);
  for (const fact of started.facts) world.told.add(nameOf(fact));
  projectTasks(world, started.call);
}

/** Who calls whom. */
export type Dialled = {
  readonly callerId: string;
  readonly calleeId: string;
  readonly kind: CallKind;
};

/** A ring that begins now at one agent. */
export function newRing(world: World, agentId: string) {
  world.ids += 1;
  const id = `${agentId}-${world.ids}`;
  const until = world.now + RING_MS;
  return { offerId: `offer-${id}`, agentId, agentName: agentId, legId: `leg-${id}`, until };
}

/** Moves a call as the server does: value, tasks, effects and its room in one change; false when refused. */
export function move(world: World, callId: string, input: CallInput): boolean {
  if (!moveCall(world, callId, input)) return false;
  const call = world.calls.get(callId);
  if (call !== undefined && call.room !== null) settled(world, call.conversationId);
  return true;
}

function settled(world: World, conversationId: string): void {
  settleRoom(world, conversationId, (callId, input) => moveCall(world, callId, input));
}

/** Moves a room as the server does, its call with it; false when refused. */
export function inRoom(world: World, conversationId: string, input: RoomInput): boolean {
  return moveRoom(world, { conversationId, input }, (callId, told) =>
    moveCall(world, callId, told),
  );
}

function moveCall(world: World, callId: string, input: CallInput): boolean {
  const call = world.calls.get(callId);
  if (call === undefined) return false;
  const outcome = step(call, input, world.now);
  if (!outcome.ok) return false;
  world.calls.set(callId, outcome.call);
  world.effects.push(...outcome.effects.map((effect) => ({ callId, effect })));
  for (const fact of outcome.facts) world.told.add(nameOf(fact));
  const freedIds = outcome.effects.flatMap((one) =>
    one.type === 'free-agent' ? [one.agentId] : [],
  );
  world.broken.push(...brokenInStep(call, outcome.call, freedIds));
  projectTasks(world, outcome.call);
  for (const effect of outcome.effects) if (effect.type === 'free-agent') freed(world, effect);
  return true;
}

function freed(world: World, effect: Extract<CallEffect, { type: 'free-agent' }>): void {
  const agent = world.agents.get(effect.agentId);
  if (agent === undefined) return;
  const missed = effect.because === 'rang-out';
  const presence = missed
    ? stepPresence(agent.presence, { type: 'let-it-ring' }, world.now)
    : agent.presence;
  agent.presence = stepPresence(presence, { type: 'became-free' }, world.now);
}

/** One pass of routing over everything that waits, each decision applied by itself. */
export function routeAll(world: World): void {
  const contacts = [...world.calls.values()]
    .filter((call) => call.phase.name === 'queued')
    .map(contactOf);
  const { decisions } = route(contacts, candidatesOf(world), world.now);
  for (const decision of decisions) {
    const call = world.calls.get(decision.contactId);
    if (call?.phase.name !== 'queued') world.doubleOffers += 1;
    const boundTo = call?.boundToAgentId ?? null;
    if (boundTo !== null && boundTo !== decision.agentId) {
      world.broken.push('a bound call was offered to somebody else');
    }
    move(world, decision.contactId, { type: 'offer', ...newRing(world, decision.agentId) });
  }
}

function contactOf(call: Call): Contact {
  return {
    id: call.id,
    conversationId: call.conversationId,
    channel: call.kind === 'audio' ? 'voice' : 'video',
    queueId: call.queueId,
    since: call.startedAt,
    preferredAgentId: call.preferredAgentId,
    boundToAgentId: call.boundToAgentId,
    passedBy: call.passedBy,
  };
}

/** The agents as routing sees them now. */
export function candidatesOf(world: World): readonly Candidate[] {
  return [...world.agents].map(([agentId, agent]) => ({
    agentId,
    queueIds: ['queue', 'other'],
    presence: agent.presence,
    leases: agent.leases,
    tasks: [...world.tasks.values()].filter((task) => task.agentId === agentId),
  }));
}

/** Lets time pass up to an instant, firing every timer of every call at its own time. */
export function passTime(world: World, until: Millis): void {
  for (let due = nextDue(world, until); due !== null; due = nextDue(world, until)) {
    world.now = Math.max(world.now, due.at);
    due.happen();
    routeAll(world);
  }
  world.now = until;
  noticeGoneAgents(world);
  routeAll(world);
}

type Due = { readonly at: Millis; readonly happen: () => void };

function nextDue(world: World, until: Millis): Due | null {
  const timers: Due[] = [...world.calls.values()].flatMap((call) =>
    timersOf(call).map(({ at, input }) => ({ at, happen: () => void move(world, call.id, input) })),
  );
  const rooms: Due[] = [...world.rooms].flatMap(([conversationId, { room }]) =>
    roomTimers({ room }).map(({ at, input }) => ({
      at,
      happen: () => void inRoom(world, conversationId, input),
    })),
  );
  const ends: Due[] = [...world.agents.values()].flatMap((agent) =>
    agent.leases
      .filter((lease) => lease.until > world.now)
      .map((lease) => ({ at: lease.until, happen: () => noticeGoneAgents(world) })),
  );
  const due = [...timers, ...rooms, ...ends].filter((one) => one.at <= until);
  return due.sort((a, b) => a.at - b.at)[0] ?? null;
}

/** An agent without a living page is rung no longer. */
function noticeGoneAgents(world: World): void {
  for (const call of world.calls.values()) {
    const ring = ringOf(call);
    if (ring === null) continue;
    const { agentId } = ring;
    const alive = world.agents.get(agentId)?.leases.some((lease) => lease.until > world.now);
    if (!alive) move(world, call.id, { type: 'agent-gone', agentId });
  }
}

/** An agent's pages are gone: their leases live on for a while, in ms. */
export function pageCloses(world: World, agentId: string, livesOnMs: number): void {
  const agent = world.agents.get(agentId);
  if (agent === undefined) return;
  agent.leases = agent.leases.map((lease) => ({
    ...lease,
    until: Math.min(lease.until, world.now + livesOnMs),
  }));
}
