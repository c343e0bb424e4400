import type { Call } from '../call/call.ts';
import type { CallEffect, CallFact } from '../call/facts.ts';
import { isRung } from '../call/people.ts';
import type { Room } from '../conversation/room.ts';
import { type Lease, newPresence, type Presence, type Task } from '../presence/presence.ts';
import type { Millis } from '../time.ts';

/** What the simulated server has stored. It may be killed at any point between two stored changes. */
export type World = {
  now: Millis;
  calls: Map<string, Call>;
  agents: Map<string, { presence: Presence; leases: Lease[] }>;
  /** Work of agents, by call and agent: written in the same change as the call. */
  tasks: Map<string, Task & { readonly agentId: string }>;
  /** The room of a conversation, and the call that was last started in it. */
  rooms: Map<string, { room: Room; callId: string | null }>;
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
    rooms: new Map(),
    effects: [],
    doubleOffers: 0,
    broken: [],
    told: new Set(),
    ids: 0,
  };
}

/** What a fact is called among the stories. */
export function nameOf(fact: CallFact): string {
  if ('because' in fact) return `${fact.type} ${fact.because}`;
  if ('reason' in fact) return `${fact.type} ${fact.reason}`;
  if (fact.type === 'transferred') return `${fact.type} ${fact.by}`;
  return 'cause' in fact ? `${fact.type} ${fact.cause}` : fact.type;
}

/** The tasks of agents follow from their legs, as the server's projection does. */
export function projectTasks(world: World, call: Call): void {
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
