import { obstacle, obstacleToRoom } from '@parley/core/presence/presence.ts';
import {
  type Contact,
  type Decision,
  RING_MS,
  type RoutingResult,
  route,
} from '@parley/core/routing/route.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Changes, Decided } from '../changes/changes.ts';
import { type DraftOutcome, draftOf, withCall, withConversation } from '../changes/draft.ts';
import { type AgentRow, agentFrom, type Loaded } from '../changes/loaded.ts';
import { contactsOf } from '../changes/work.ts';
import type { Database } from '../database/database.ts';

/** A contact as a pass sees it, with how it stands in line. */
export type ContactInLine = Contact & {
  readonly callId: string | null;
  readonly state: 'waiting' | 'offered';
};

/** What one pass over a queue looked at and decided. */
export type Pass = {
  readonly contacts: readonly ContactInLine[];
  /** How long the last answered contacts waited, in ms. */
  readonly waits: readonly number[];
  readonly result: RoutingResult;
};

type View = {
  readonly contacts: readonly ContactInLine[];
  readonly candidates: readonly AgentRow[];
  readonly waits: readonly number[];
};

/** Reads a queue in one query and lets core decide. */
export async function decidePass(database: Database, queueId: string, now: Millis): Promise<Pass> {
  const [row] = await database.query<{ view: View }>({
    name: 'routing_view',
    text: 'SELECT routing_view($1) AS view',
    values: [queueId],
  });
  const { contacts, candidates, waits } = row?.view ?? { contacts: [], candidates: [], waits: [] };
  const waiting = contacts.filter((contact) => contact.state === 'waiting');
  const agents = candidates.map((one) => agentFrom(one, now));
  return { contacts, waits, result: route(waiting, agents, now) };
}

export type OfferParts = {
  readonly changes: Changes;
  readonly random: () => string;
};

/** Carries one decision out, unless it has meanwhile stopped being true; answers whether it was. */
export async function offerTo(
  { changes, random }: OfferParts,
  contact: ContactInLine,
  decision: Decision,
): Promise<boolean> {
  const ids = { offerId: `offer_${random()}`, legId: `leg_${random()}` };
  const { conversationId, callId } = contact;
  const target = callId === null ? { conversationId } : { callId };
  const answer = await changes.change({ ...target, agents: [decision.agentId] }, (loaded, now) =>
    decideOffer(loaded, { contact, decision, ids, now }),
  );
  return answer.ok && answer.data;
}

type Offering = {
  readonly contact: ContactInLine;
  readonly decision: Decision;
  readonly ids: { readonly offerId: string; readonly legId: string };
  readonly now: Millis;
};

function decideOffer(loaded: Loaded, offering: Offering): Decided<boolean> {
  const { contact, decision, now } = offering;
  const draft = draftOf(loaded);
  const untouched: Decided<boolean> = { ok: true, draft, answer: false };
  const agent = loaded.agents.get(decision.agentId);
  const inLine = contactsOf(draft).find((one) => one.id === contact.id);
  if (agent === undefined || inLine === undefined || inLine.offer !== null) return untouched;
  // It may have been handed to another queue since.
  if (inLine.queueId !== contact.queueId) return untouched;
  const mayTake = inLine.boundToAgentId === null ? obstacle : obstacleToRoom;
  if (mayTake(agent, contact, now) !== null) return untouched;
  // It may have been bound to another agent since.
  if (inLine.boundToAgentId !== null && inLine.boundToAgentId !== decision.agentId) {
    return untouched;
  }
  const offered = withOffer(loaded, offering, agent.name);
  if (!offered.ok) return untouched;
  const { verdicts } = decision;
  return { ok: true, draft: { ...offered.draft, verdicts }, answer: true };
}

function withOffer(loaded: Loaded, offering: Offering, agentName: string): DraftOutcome {
  const { contact, decision, ids, now } = offering;
  const { agentId } = decision;
  const until = now + RING_MS;
  const draft = draftOf(loaded);
  if (contact.callId === null) {
    return withConversation(draft, { type: 'offer', offerId: ids.offerId, agentId, until }, now);
  }
  return withCall(draft, { type: 'offer', ...ids, agentId, agentName, until }, now);
}
