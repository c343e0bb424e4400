import type { Call, CallKind } from '../call/call.ts';
import type { CallEffect, CallFact } from '../call/facts.ts';
import type { CallInput } from '../call/inputs.ts';
import { isRung, ringOf } from '../call/people.ts';
import { startCall, startInternalCall } from '../call/start.ts';
import { step } from '../call/step.ts';
import { timersOf } from '../call/timers.ts';
import {
  type Lease,
  newPresence,
  type Presence,
  stepPresence,
  type Task,
} from '../presence/presence.ts';
import { type Candidate, type Contact, RING_MS, route } from '../routing/route.ts';
import type { Millis } from '../time.ts';
import { brokenInStep } from './call-laws.ts';

/** What the simulated server has stored. It may be killed at any point between two stored changes. */
export type World = {
  now: Millis;
  calls: Map<string, Call>;
  agents: Map<string, { presence: Presence; leases: Lease[] }>;
  /** Work of agents, by call and agent: written in the same change as the call. */
  tasks: Map<string, Task & { readonly agentId: string }>;
  /** Effects stored with their change and not yet carried out. */
  effects: { readonly callId: string; readonly effect: CallEffect }[];
  /** How often each call was offered while another offer of it was open: must stay 0. */
  doubleOffers: number;
  /** What changes have broken by themselves. */
  broken: string[];
  /** Every kind of fact told so far, with its reason. */
  told: Set<string>;
  ids: number;
};

/** A world with some agents, nobody at work yet. */
export function newWorld(agentCount: number): World {
  const agents = new Map<string, { presence: Presence; leases: Lease[] }>();
  for (let index = 0; index < agentCount; index += 1) {
    const id = `agent-${index}`;
    agents.set(id, { presence: newPresence(id, 0), leases: [] });
  }
  return {
    now: 0,
    calls: new Map(),
    agents,
    tasks: new Map(),
    effects: [],
    doubleOffers: 0,
    broken: [],
    told: new Set(),
    ids: 0,
  };
}

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

/** Moves a call as the server does: value, tasks and effects in one change; false when refused. */
export function move(world: World, callId: string, input: CallInput): boolean {
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

function nameOf(fact: CallFact): string {
  if ('because' in fact) return `${fact.type} ${fact.because}`;
  if ('reason' in fact) return `${fact.type} ${fact.reason}`;
  if (fact.type === 'transferred') return `${fact.type} ${fact.by}`;
  return 'cause' in fact ? `${fact.type} ${fact.cause}` : fact.type;
}

/** The tasks of agents follow from their legs, as the server's projection does. */
function projectTasks(world: World, call: Call): void {
  for (const [key, task] of world.tasks) if (task.contactId === call.id) world.tasks.delete(key);
  for (const leg of call.legs) {
    if (leg.role !== 'agent') continue;
    world.tasks.set(`${call.id} ${leg.personId}`, {
      agentId: leg.personId,
      contactId: call.id,
      conversationId: call.conversationId,
      channel: call.kind === 'audio' ? 'voice' : 'video',
      state: isRung(call, leg.id) ? 'reserved' : 'active',
      since: world.now,
    });
  }
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
    if ('input' in due) move(world, due.callId, due.input);
    else noticeGoneAgents(world);
    routeAll(world);
  }
  world.now = until;
  noticeGoneAgents(world);
  routeAll(world);
}

type Due =
  | { readonly at: Millis; readonly callId: string; readonly input: CallInput }
  | { readonly at: Millis };

function nextDue(world: World, until: Millis): Due | null {
  const timers: Due[] = [...world.calls.values()].flatMap((call) =>
    timersOf(call).map((timer) => ({ at: timer.at, callId: call.id, input: timer.input })),
  );
  const ends: Due[] = [...world.agents.values()].flatMap((agent) =>
    agent.leases.filter((lease) => lease.until > world.now).map((lease) => ({ at: lease.until })),
  );
  const due = [...timers, ...ends].filter((one) => one.at <= until);
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
