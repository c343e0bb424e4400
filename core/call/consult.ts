import { refuse } from '../outcome.ts';
import type { Millis } from '../time.ts';
import type { Beside, Call } from './call.ts';
import type { CallFact } from './facts.ts';
import type { CallOutcome } from './inputs.ts';
import { withoutInvited } from './inviting.ts';
import { legOf, withoutLeg } from './legs.ts';
import { actingAgent, hostOf, type Pair, pairOf, presentAgent } from './people.ts';
import { activeCall, backOnLine, freed, heldCall, moved } from './turns.ts';

/** The inviter gives up: the invitation is withdrawn or the guest dropped, and the line is back. */
export function cancelConsult(call: Call, legId: string, now: Millis): CallOutcome {
  const acting = actingAgent(call, legId);
  if (!acting.ok) return acting;
  const { beside } = call;
  const fact: CallFact = { type: 'consult-cancelled', legId };
  if (beside.name === 'none') return refuse('no-consult');
  if (beside.name === 'inviting') {
    if (beside.byLegId !== legId) return refuse('not-yours');
    const back = backOnLine(withoutInvited(call, beside), now);
    return moved(back, [fact], [freed(beside.agentId, 'withdrawn')]);
  }
  if (hostOf(call, beside) !== legId) return refuse('not-yours');
  const guestId = beside.byLegId === legId ? beside.withLegId : beside.byLegId;
  const guest = legOf(call, guestId);
  return moved(
    backOnLine(withoutLeg(call, guestId), now),
    [fact],
    guest === undefined ? [] : [freed(guest.personId, 'ended')],
  );
}

/** The inviter of a consult that is between two of the three, or why this leg may not act on it. */
function ownConsult(
  call: Call,
  legId: string,
): { readonly ok: true; readonly pair: Pair } | Refused {
  const acting = presentAgent(call, legId);
  if (!acting.ok) return acting;
  const pair = pairOf(call);
  if (pair === null) return refuse('no-consult');
  return pair.byLegId === legId ? { ok: true, pair } : refuse('not-yours');
}

/** A conference on hold is one still: nobody changes sides in it. */
function isConference(pair: Pair): boolean {
  return pair.name === 'conference' || (pair.name === 'consulting' && pair.merged);
}

type Refused = Extract<CallOutcome, { readonly ok: false }>;

/** The inviter goes over to the other side: from the guest to the line, or back. */
export function swap(call: Call, legId: string, now: Millis): CallOutcome {
  const own = ownConsult(call, legId);
  if (!own.ok) return own;
  const { pair } = own;
  if (isConference(pair)) return refuse('in-conference');
  return pair.name === 'aside' ? toGuest(call, pair, now) : toLine(call, pair, now);
}

/** Talks to the line while the guest waits. */
export function toLine(call: Call, { byLegId, withLegId }: Pair, now: Millis): CallOutcome {
  const beside: Beside = { name: 'aside', since: now, byLegId, withLegId };
  return moved(activeCall(call, beside, now), [
    { type: 'consult-swapped', legId: byLegId, to: 'line' },
  ]);
}

/** Talks to the guest while the line is held. */
export function toGuest(call: Call, { byLegId, withLegId }: Pair, now: Millis): CallOutcome {
  const beside: Beside = { name: 'consulting', since: now, byLegId, withLegId, merged: false };
  return moved(heldCall(call, { byLegId, beside }, now), [
    { type: 'consult-swapped', legId: byLegId, to: 'consulted' },
  ]);
}

/** Everybody hears and sees everybody from now on (X4). */
export function merge(call: Call, legId: string, now: Millis): CallOutcome {
  const own = ownConsult(call, legId);
  if (!own.ok) return own;
  if (own.pair.name === 'conference') return refuse('in-conference');
  return confer(call, own.pair, now);
}

/** The conference of a consult and its line. */
export function confer(call: Call, pair: Pair, now: Millis): CallOutcome {
  const byLegId = hostOf(call, pair);
  const withLegId = byLegId === pair.byLegId ? pair.withLegId : pair.byLegId;
  const beside: Beside = { name: 'conference', since: now, byLegId, withLegId };
  return moved(activeCall(call, beside, now), [
    { type: 'conference-started', legId: pair.byLegId },
  ]);
}

/** The inviter hands the line to the guest and is out (X3). */
export function completeTransfer(call: Call, legId: string, now: Millis): CallOutcome {
  const own = ownConsult(call, legId);
  if (!own.ok) return own;
  const { pair } = own;
  if (isConference(pair)) return refuse('in-conference');
  return handOver(call, { pair, because: 'transferred' }, now);
}

/** The guest gets the line, because the inviter said so or was lost. */
export function handOver(
  call: Call,
  { pair, because }: { readonly pair: Pair; readonly because: 'transferred' | 'agent-lost' },
  now: Millis,
): CallOutcome {
  const from = legOf(call, pair.byLegId);
  const to = legOf(call, pair.withLegId);
  if (from === undefined || to === undefined) return refuse('no-consult');
  const fact: CallFact = {
    type: 'transferred',
    by: 'attended',
    fromAgentId: from.personId,
    fromName: from.name,
    toAgentId: to.personId,
    toName: to.name,
  };
  const handed = backOnLine(withoutLeg(call, from.id), now);
  return moved(handed, [fact], [freed(from.personId, because)]);
}
