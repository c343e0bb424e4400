import type { Call, Leg } from '../call/call.ts';
import type { CallFact } from '../call/facts.ts';
import { isAnswered } from '../call/people.ts';

/** What somebody notices of a change whose reason they are not told; null when nothing. */
export function noticed(before: Call | null, after: Call): CallFact | null {
  if (before === null || before.id !== after.id) return null;
  if (!isAnswered(before) || !isAnswered(after)) return null;
  return whoCameOrWent(before, after) ?? heldOrBack(before, after);
}

function whoCameOrWent(before: Call, after: Call): CallFact | null {
  const came = after.legs.find((leg) => !isIn(before, leg));
  if (came !== undefined) return { type: 'conference-started', legId: came.id };
  const gone = before.legs.find((leg) => !isIn(after, leg));
  // Whoever hands the line on is no news before somebody else has it.
  const othersStay = after.legs.some((leg) => leg.role === 'agent');
  return gone !== undefined && othersStay ? { type: 'leg-left', legId: gone.id } : null;
}

function isIn(call: Call, { id }: Leg): boolean {
  return call.legs.some((leg) => leg.id === id);
}

function heldOrBack({ phase: was }: Call, { phase: is }: Call): CallFact | null {
  if (was.name !== 'held' && is.name === 'held') return { type: 'call-held', legId: is.byLegId };
  if (was.name !== 'held' || is.name !== 'active') return null;
  return { type: 'call-resumed', legId: was.byLegId, heldMs: Math.max(0, is.since - was.since) };
}
