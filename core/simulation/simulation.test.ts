import { expect, test } from 'vitest';
import { isOpen } from '../conversation/room-rules.ts';
import { somethingHappens } from './actions.ts';
import { brokenLaws } from './laws.ts';
import { randomFrom } from './random.ts';
import { newWorld, type World } from './stored.ts';
import { customerCalls, move, passTime } from './world.ts';

const SEEDS = Number(process.env.PARLEY_SIMULATION_SEEDS ?? 10_000);
const ACTIONS = 100;

function story(seed: number): { readonly world: World; readonly broken: readonly string[] } {
  const random = randomFrom(seed);
  const world = newWorld(1 + random.below(4));
  for (let index = 0; index < ACTIONS; index += 1) {
    somethingHappens(world, random);
    const broken = brokenLaws(world);
    if (broken.length > 0) return { world, broken };
  }
  return { world, broken: [] };
}

test('no day of a contact centre breaks a law, whatever people, networks and crashes do', () => {
  const violations: string[] = [];
  for (let seed = 1; seed <= SEEDS && violations.length === 0; seed += 1) {
    violations.push(...story(seed).broken.map((law) => `seed ${seed}: ${law}`));
  }
  expect(violations).toEqual([]);
}, 600_000);

test('when everybody goes home no call, no room and no agent is left in any state', () => {
  for (let seed = 1; seed <= Math.min(SEEDS, 2_000); seed += 1) {
    const { world } = story(seed);
    for (const agent of world.agents.values()) agent.leases = [];
    for (const call of world.calls.values()) {
      for (const leg of call.legs)
        move(world, call.id, { type: 'link-lost', legId: leg.id, cause: 'page-gone' });
    }
    passTime(world, world.now + 24 * 3_600_000);
    const live = [...world.calls.values()].filter((call) => call.phase.name !== 'ended');
    const open = [...world.rooms.values()].filter(({ room }) => isOpen(room));
    const left = { live: live.map((call) => call.phase.name), tasks: world.tasks.size };
    expect({ seed, ...left, rooms: open.length }).toEqual({ seed, live: [], tasks: 0, rooms: 0 });
  }
});

test('the stories reach every turn a call can take', () => {
  const seen = new Set<string>();
  for (let seed = 1; seed <= 1_000; seed += 1) {
    for (const fact of story(seed).world.told) seen.add(fact);
  }
  // The rarest, a consulted agent who is lost, is a test of its own.
  seen.delete('consult-failed agent-lost');
  expect([...seen].sort()).toEqual([
    'call-answered',
    'call-ended abandoned',
    'call-ended agent-ended',
    'call-ended agent-lost',
    'call-ended closed-by-system',
    'call-ended customer-ended',
    'call-ended customer-lost',
    'call-ended declined',
    'call-ended no-answer',
    'call-ended unreachable',
    'call-forwarded',
    'call-held',
    'call-offered',
    'call-passed agent-gone',
    'call-passed declined',
    'call-passed rang-out',
    'call-requeued agent-lost',
    'call-requeued transfer-failed',
    'call-resumed',
    'call-started',
    'came-back',
    'conference-started',
    'consult-answered',
    'consult-cancelled',
    'consult-failed agent-gone',
    'consult-failed declined',
    'consult-failed rang-out',
    'consult-started',
    'consult-swapped',
    'digits-sent',
    'leg-left',
    'leg-taken',
    'link-connected',
    'link-interrupted network',
    'link-restored media-node',
    'link-restored moved',
    'link-restored network',
    'media-moved',
    'microphone-changed',
    'picture-changed',
    'room agent-entered',
    'room agent-left',
    'room call-over',
    'room cancelled',
    'room closed',
    'room connected',
    'room delivery',
    'room expired',
    'room guest-waits',
    'room handed-on',
    'room lobby-opened',
    'room opened',
    'sound-reported',
    'stepped-away',
    'transfer-failed agent-gone',
    'transfer-failed declined',
    'transfer-failed rang-out',
    'transfer-started',
    'transferred attended',
    'transferred blind',
    'transferred-to-queue',
  ]);
});

test('the laws notice a broken world', () => {
  const world = newWorld(1);
  const callId = customerCalls(world, 'video');
  const call = world.calls.get(callId);
  if (call === undefined) throw new Error('the call was not stored');
  world.calls.set(callId, { ...call, phase: { name: 'active', since: 0, answeredAt: 0 } });
  world.doubleOffers = 1;
  expect(brokenLaws(world)).toEqual([
    'a contact was offered twice at once',
    'a customer is alone in an answered call',
    'a customer hears nothing',
  ]);
});
