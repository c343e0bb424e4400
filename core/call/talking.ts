import { refuse } from '../outcome.ts';
import type { Call } from './call.ts';
import type { CallInput, CallOutcome } from './inputs.ts';
import { legOf, withLeg } from './legs.ts';
import { actingAgent } from './people.ts';

type Input<Type extends CallInput['type']> = Extract<CallInput, { type: Type }>;

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

/** Tones typed on the dialpad, for whoever is on the line (M19). */
export function sendDigits(call: Call, { legId, digits }: Input<'send-digits'>): CallOutcome {
  const acting = actingAgent(call, legId);
  if (!acting.ok) return acting;
  if (!/^[0-9*#A-D]{1,32}$/u.test(digits)) return refuse('bad-digits');
  const { length: count } = digits;
  return { ok: true, call, facts: [{ type: 'digits-sent', legId, count }], effects: [] };
}

/** Puts a gap in what a page heard into the timeline; the call itself stays as it is. */
export function measuredGap(call: Call, input: Input<'gap-measured'>): CallOutcome {
  const { legId, gapMs, cause } = input;
  return { ok: true, call, facts: [{ type: 'gap-measured', legId, gapMs, cause }], effects: [] };
}
