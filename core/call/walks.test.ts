import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brokenInCall, brokenInStep } from '../simulation/call-laws.ts';
import { anyInput } from '../simulation/inputs.ts';
import { randomFrom } from '../simulation/random.ts';
import type { Call, CallKind } from './call.ts';
import type { CallInput } from './inputs.ts';
import { startCall, startInternalCall } from './start.ts';
import { step } from './step.ts';

const KINDS: readonly CallKind[] = ['audio', 'video', 'screen'];
const CALL = { callId: 'call', conversationId: 'conversation' };
const ALEX = { offerId: 'first', agentId: 'alex', agentName: 'alex', legId: 'leg-alex', until: 60 };

function beginning(seed: number): Call {
  const kind = KINDS[seed % 3] ?? 'audio';
  if (seed % 4 === 0) {
    const caller = { legId: 'leg-bo', personId: 'bo', name: 'bo' };
    return startInternalCall({ ...CALL, kind, caller, callee: ALEX }, 0).call;
  }
  const customer = { legId: 'leg-cleo', personId: 'cleo', name: 'Cleo' };
  const asked = {
    origin: 'widget',
    firstVideo: 'both',
    queueId: 'queue',
    boundToAgentId: null,
    room: null,
  } as const;
  const call = startCall({ ...CALL, ...asked, kind, preferredAgentId: null, customer }, 0).call;
  const rung = step(call, { type: 'offer', ...ALEX }, 0);
  return rung.ok ? rung.call : call;
}

function answered(call: Call): Call {
  const outcome = step(call, { type: 'answer', agentId: 'alex', tabId: 'tab' }, 1);
  if (!outcome.ok) throw new Error('the first ring was not answered');
  return outcome.call;
}

type Stop = { readonly call: Call; readonly input: CallInput; readonly broken: readonly string[] };

/** Twelve inputs, each pressed up to five times; every value on the way with the laws it breaks. */
function walk(seeds: readonly number[]): readonly Stop[] {
  const first = seeds[0] ?? 0;
  let call = beginning(first);
  if (first % 5 !== 0) call = answered(call);
  return seeds.flatMap((seed) => {
    const random = randomFrom(seed);
    const input = anyInput(call, random);
    const times = random.chance(0.1) ? 5 : 1;
    return Array.from({ length: times }, (): Stop[] => {
      const outcome = step(call, input, 2_000);
      if (!outcome.ok) return [];
      const freed = outcome.effects.flatMap((one) =>
        one.type === 'free-agent' ? [one.agentId] : [],
      );
      const broken = [...brokenInCall(outcome.call), ...brokenInStep(call, outcome.call, freed)];
      const stop = { call: outcome.call, input, broken };
      call = outcome.call;
      return [stop];
    }).flat();
  });
}

const WALKS = fc.array(fc.nat(), { minLength: 1, maxLength: 12 });

test('no sequence of twelve inputs leaves an agent stuck, a customer alone or an edge that the matrix forbids', () => {
  fc.assert(
    fc.property(WALKS, (seeds) => {
      for (const { broken } of walk(seeds)) expect(broken).toEqual([]);
    }),
    { numRuns: 20_000 },
  );
});

/** Swap turns round each time, and End or Resume pressed again answers what is there then. */
const TURNS: readonly CallInput['type'][] = ['swap', 'end', 'resume'];

test('pressing twice leaves the call as it is after pressing once', () => {
  fc.assert(
    fc.property(WALKS, (seeds) => {
      for (const { call, input } of walk(seeds)) {
        if (TURNS.includes(input.type)) continue;
        const twice = step(call, input, 2_000);
        expect(twice.ok ? twice.call : call).toEqual(call);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('the walks reach every turn beside the line', () => {
  const seen = new Set<string>();
  for (let seed = 0; seed < 4_000; seed += 1) {
    const random = randomFrom(seed);
    const seeds = Array.from({ length: 12 }, () => random.below(1_000_000_000));
    for (const { call } of walk(seeds)) seen.add(`${call.phase.name} ${call.beside.name}`);
  }
  expect([...seen].sort()).toEqual([
    'active aside',
    'active conference',
    'active none',
    'ended none',
    'held consulting',
    'held inviting',
    'held none',
    'queued none',
    'ringing none',
  ]);
});
