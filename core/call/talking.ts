import { refuse } from '../outcome.ts';
import type { Millis } from '../time.ts';
import type { Call } from './call.ts';
import type { CallInput, CallOutcome } from './inputs.ts';
import { legOf, withLeg } from './legs.ts';

type Input<Type extends CallInput['type']> = Extract<CallInput, { type: Type }>;

/** An agent parks the customer: no sound or picture passes until resume (X1). */
export function hold(call: Call, legId: string, now: Millis): CallOutcome {
  const { phase } = call;
  if (phase.name === 'held') return refuse('already-held');
  if (phase.name !== 'active') return refuse('not-answered');
  if (legOf(call, legId)?.role !== 'agent') return refuse('only-agents-hold');
  return {
    ok: true,
    call: {
      ...call,
      phase: { name: 'held', since: now, answeredAt: phase.answeredAt, byLegId: legId },
    },
    facts: [{ type: 'call-held', legId }],
    effects: [{ type: 'match-media' }],
  };
}

/** Takes the customer back; pictures come back as they stand now, not as they were (X9). */
export function resume(call: Call, legId: string, now: Millis): CallOutcome {
  const { phase } = call;
  if (phase.name !== 'held') return refuse('not-held');
  if (legOf(call, legId)?.role !== 'agent') return refuse('only-agents-hold');
  return {
    ok: true,
    call: { ...call, phase: { name: 'active', since: now, answeredAt: phase.answeredAt } },
    facts: [{ type: 'call-resumed', legId, heldMs: now - phase.since }],
    effects: [{ type: 'match-media' }],
  };
}

/** Mutes or unmutes; asking for what already is changes nothing and says nothing. */
export function setMicrophone(call: Call, legId: string, to: 'on' | 'muted'): CallOutcome {
  const leg = legOf(call, legId);
  if (leg === undefined) return refuse('no-such-leg');
  if (leg.microphone === to) return { ok: true, call, facts: [], effects: [] };
  return {
    ok: true,
    call: withLeg(call, { ...leg, microphone: to }),
    facts: [{ type: 'microphone-changed', legId, on: to === 'on' }],
    effects: [{ type: 'match-media' }],
  };
}

/** Keeps what the browser said about a device, for the other side to see (M16). */
export function reportDevice(call: Call, input: Input<'device-reported'>): CallOutcome {
  const leg = legOf(call, input.legId);
  if (leg === undefined) return refuse('no-such-leg');
  if (leg.devices[input.device] === input.state) return { ok: true, call, facts: [], effects: [] };
  const devices = { ...leg.devices, [input.device]: input.state };
  const { legId, device, state } = input;
  return {
    ok: true,
    call: withLeg(call, { ...leg, devices }),
    facts: [{ type: 'device-reported', legId, device, state }],
    effects: [],
  };
}

/** Keeps whether the page plays what it gets, for the other side to see (M15). */
export function reportSound(call: Call, input: Input<'sound-reported'>): CallOutcome {
  const leg = legOf(call, input.legId);
  if (leg === undefined) return refuse('no-such-leg');
  if (leg.soundPlaying === input.playing) return { ok: true, call, facts: [], effects: [] };
  return {
    ok: true,
    call: withLeg(call, { ...leg, soundPlaying: input.playing }),
    facts: [{ type: 'sound-reported', legId: input.legId, playing: input.playing }],
    effects: [],
  };
}

/** Puts a gap in what a page heard into the timeline; the call itself stays as it is. */
export function measuredGap(call: Call, input: Input<'gap-measured'>): CallOutcome {
  const { legId, gapMs, cause } = input;
  return { ok: true, call, facts: [{ type: 'gap-measured', legId, gapMs, cause }], effects: [] };
}
