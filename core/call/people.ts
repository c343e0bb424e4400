import { type Outcome, refuse } from '../outcome.ts';
import type { Beside, Call, Leg, Ring } from './call.ts';
import type { CallRefusalCode } from './facts.ts';
import { legOf } from './legs.ts';

/** The agent being rung now, for the call itself or as an invitation beside it; null when nobody is. */
export function ringOf(call: Call): Ring | null {
  if (call.phase.name === 'ringing') return call.phase;
  return call.beside.name === 'inviting' ? call.beside : null;
}

/** Whether this leg's agent is still being rung. */
export function isRung(call: Call, legId: string): boolean {
  return ringOf(call)?.legId === legId;
}

/** Whether somebody has answered and the call is not over. */
export function isAnswered(call: Call): boolean {
  return call.phase.name === 'active' || call.phase.name === 'held';
}

/** The legs that are in the conversation: the customer's, and those of agents who answered. */
export function answeredLegs(call: Call): readonly Leg[] {
  return isAnswered(call) ? call.legs.filter((leg) => !isRung(call, leg.id)) : [];
}

/** The two agents of a consult, whatever became of it. */
export type Pair = Extract<Beside, { readonly withLegId: string }>;

/** The consult that goes on, or null. */
export function pairOf(call: Call): Pair | null {
  const { beside } = call;
  return 'withLegId' in beside ? beside : null;
}

/** Who of the two invited the other: the guest always joined later. */
export function hostOf(call: Call, pair: Pair): string {
  const first = call.legs.find((leg) => leg.id === pair.byLegId || leg.id === pair.withLegId);
  return first?.id ?? pair.byLegId;
}

/** The other one of the two; null for who is not of them. */
export function partnerOf(pair: Pair, legId: string): string | null {
  if (legId === pair.byLegId) return pair.withLegId;
  return legId === pair.withLegId ? pair.byLegId : null;
}

/** The agent's leg that acts, or why it may not: only an agent who answered. */
export function actingAgent(
  call: Call,
  legId: string,
): Outcome<{ readonly leg: Leg }, CallRefusalCode> {
  const leg = legOf(call, legId);
  if (leg === undefined) return refuse('no-such-leg');
  if (leg.role !== 'agent') return refuse('only-agents');
  if (!isAnswered(call) || isRung(call, legId)) return refuse('not-answered');
  return { ok: true, leg };
}

/** The same for what brings an agent into talk: not while they have turned to another call. */
export function presentAgent(call: Call, legId: string): ReturnType<typeof actingAgent> {
  const acting = actingAgent(call, legId);
  return acting.ok && acting.leg.away ? refuse('stepped-away') : acting;
}

/** The legs that hear and see each other now, group by group; a group of one is somebody alone. */
export function talkingGroups(call: Call): readonly (readonly Leg[])[] {
  const { beside, phase } = call;
  const here = answeredLegs(call).filter((leg) => !leg.away);
  if (beside.name === 'consulting')
    return [here.filter((leg) => partnerOf(beside, leg.id) !== null)];
  if (phase.name !== 'active') return [];
  if (beside.name === 'aside') return [here.filter((leg) => leg.id !== beside.withLegId)];
  return [here];
}

/** The legs that this one talks with now. */
export function talksWith(call: Call, legId: string): readonly Leg[] {
  const group = talkingGroups(call).find((legs) => legs.some((leg) => leg.id === legId));
  return group?.filter((leg) => leg.id !== legId) ?? [];
}
