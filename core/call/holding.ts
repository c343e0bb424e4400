import { refuse } from '../outcome.ts';
import type { Millis } from '../time.ts';
import type { Beside, Call, Leg } from './call.ts';
import { confer, toGuest, toLine } from './consult.ts';
import type { CallOutcome } from './inputs.ts';
import { legOf, withLeg } from './legs.ts';
import { actingAgent, isRung, partnerOf, presentAgent } from './people.ts';
import { backOnLine, heldCall, moved, unchanged } from './turns.ts';

/** An agent parks the line: no sound or picture passes until resume (X1). */
export function hold(call: Call, legId: string, now: Millis): CallOutcome {
  const { beside, phase } = call;
  if (phase.name === 'held') return refuse('already-held');
  if (phase.name !== 'active') return refuse('not-answered');
  if (legOf(call, legId)?.role === 'customer') return refuse('only-agents-hold');
  const acting = presentAgent(call, legId);
  if (!acting.ok) return acting;
  switch (beside.name) {
    case 'aside':
      return beside.byLegId === legId ? toGuest(call, beside, now) : refuse('not-yours');
    case 'conference':
      return holdConference(call, { beside, legId }, now);
    case 'none':
    case 'inviting':
    case 'consulting':
      return moved(heldCall(call, { byLegId: legId }, now), [{ type: 'call-held', legId }]);
  }
}

/** The two agents talk on while the line is held. */
function holdConference(
  call: Call,
  held: {
    readonly beside: Extract<Beside, { name: 'conference' }>;
    readonly legId: string;
  },
  now: Millis,
): CallOutcome {
  const { legId: byLegId } = held;
  const withLegId = partnerOf(held.beside, byLegId);
  if (withLegId === null) return refuse('not-yours');
  const beside: Beside = { name: 'consulting', since: now, byLegId, withLegId, merged: true };
  return moved(heldCall(call, { byLegId, beside }, now), [{ type: 'call-held', legId: byLegId }]);
}

/** Takes the line back, by the agent who held it; pictures come back as they stand now, not as they were (X9). */
export function resume(call: Call, legId: string, now: Millis): CallOutcome {
  const leg = legOf(call, legId);
  if (leg?.role === 'customer') return refuse('only-agents-hold');
  if (leg?.away === true) return comeBack(call, leg, now);
  const acting = actingAgent(call, legId);
  const { beside, phase } = call;
  if (phase.name !== 'held') return refuse('not-held');
  if (!acting.ok) return acting;
  if (phase.byLegId !== legId) return refuse('held-by-other');
  switch (beside.name) {
    case 'inviting':
      return refuse('consult-open');
    case 'consulting':
      return beside.merged ? resumeConference(call, beside, now) : toLine(call, beside, now);
    case 'none':
    case 'aside':
    case 'conference':
      return moved(backOnLine(call, now), [
        { type: 'call-resumed', legId, heldMs: now - phase.since },
      ]);
  }
}

function resumeConference(
  call: Call,
  beside: Extract<Beside, { name: 'consulting' }>,
  now: Millis,
): CallOutcome {
  const heldMs = call.phase.name === 'held' ? now - call.phase.since : 0;
  const back = confer(call, beside, now);
  if (!back.ok) return back;
  return { ...back, facts: [{ type: 'call-resumed', legId: beside.byLegId, heldMs }] };
}

/** Back from another call: the own leg hears and is heard again, and what it alone held is resumed. */
function comeBack(call: Call, leg: Leg, now: Millis): CallOutcome {
  const { phase, beside } = call;
  const back = withLeg(call, { ...leg, away: false });
  const ownHold = phase.name === 'held' && phase.byLegId === leg.id && beside.name === 'none';
  return moved(ownHold ? backOnLine(back, now) : back, [{ type: 'came-back', legId: leg.id }]);
}

/** An agent turns to another call: alone with the line this is hold, else only their own leg falls silent. */
export function stepAway(call: Call, legId: string, now: Millis): CallOutcome {
  const leg = legOf(call, legId);
  // Who calls a colleague may turn to another call while it rings there.
  const calls = leg?.role === 'agent' && call.phase.name === 'ringing' && !isRung(call, legId);
  const acting = calls ? ({ ok: true, leg } as const) : actingAgent(call, legId);
  if (!acting.ok) return acting;
  return turnAway(call, acting.leg, now);
}

function turnAway(call: Call, leg: Leg, now: Millis): CallOutcome {
  const { phase, beside } = call;
  const legId = leg.id;
  const alone = beside.name === 'none';
  if (leg.away || (alone && phase.name === 'held' && phase.byLegId === legId)) {
    return unchanged(call);
  }
  if (alone && phase.name === 'active') return hold(call, legId, now);
  return moved(withLeg(call, { ...leg, away: true }), [{ type: 'stepped-away', legId }]);
}
