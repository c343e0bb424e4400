import type { Call, CallKind, Leg } from '../call/call.ts';
import type { CallInput } from '../call/inputs.ts';
import { LEASE_MS, RELOAD_MS, stepPresence } from '../presence/presence.ts';
import type { Random } from './random.ts';
import { customerCalls, move, pageCloses, passTime, routeAll, type World } from './world.ts';

const KINDS: readonly CallKind[] = ['audio', 'video', 'screen'];

/** Something a person, a network or a crash does at a random moment. */
export function somethingHappens(world: World, random: Random): void {
  const act = random.pick(ACTS);
  act(world, random);
  routeAll(world);
}

type Act = (world: World, random: Random) => void;

const ACTS: readonly Act[] = [
  (world, random) => void customerCalls(world, random.pick(KINDS)),
  (world, random) => agentAppears(world, random),
  (world, random) => agentAppears(world, random),
  (world, random) => agentPauses(world, random),
  (world, random) => pageGoes(world, random),
  (world, random) => ringingIsAnswered(world, random),
  (world, random) => ringingIsAnswered(world, random),
  (world, random) => ringingIsDeclined(world, random),
  (world, random) => passTime(world, world.now + random.below(3_000)),
  (world, random) => passTime(world, world.now + random.below(30_000)),
  ...Array.from({ length: 8 }, (): Act => (world, random) => someLegDoes(world, random)),
  (world, random) => everyCall(world, random, () => ({ type: 'media-lost' })),
];

function agentAppears(world: World, random: Random): void {
  const agent = world.agents.get(random.pick([...world.agents.keys()]));
  if (agent === undefined) return;
  const lease = {
    tabId: `tab-${random.below(3)}`,
    // A living page renews its lease for as long as it lives.
    until: Number.POSITIVE_INFINITY,
    canRing: random.chance(0.9),
    microphone: random.chance(0.9) ? ('allowed' as const) : ('denied' as const),
    media: 'unknown' as const,
  };
  agent.leases = [...agent.leases.filter((one) => one.tabId !== lease.tabId), lease];
  agent.presence = stepPresence(agent.presence, { type: 'go-ready' }, world.now);
}

/** Half of the pages close, which the server sees; the others freeze, and only their lease tells. */
function pageGoes(world: World, random: Random): void {
  const livesOnMs = random.chance(0.5) ? RELOAD_MS : LEASE_MS;
  pageCloses(world, random.pick([...world.agents.keys()]), livesOnMs);
}

function agentPauses(world: World, random: Random): void {
  const agent = world.agents.get(random.pick([...world.agents.keys()]));
  if (agent === undefined) return;
  agent.presence = stepPresence(agent.presence, { type: 'pause', reason: 'lunch' }, world.now);
}

function someCall(world: World, random: Random, name: Call['phase']['name']): Call | null {
  const found = [...world.calls.values()].filter((call) => call.phase.name === name);
  return found.length === 0 ? null : random.pick(found);
}

function ringingIsAnswered(world: World, random: Random): void {
  const call = someCall(world, random, 'ringing');
  if (call?.phase.name !== 'ringing') return;
  const { agentId } = call.phase;
  move(world, call.id, { type: 'answer', agentId, tabId: `tab-${random.below(3)}` });
}

function ringingIsDeclined(world: World, random: Random): void {
  const call = someCall(world, random, 'ringing');
  if (call?.phase.name !== 'ringing') return;
  move(world, call.id, { type: 'decline', agentId: call.phase.agentId });
}

function everyCall(world: World, random: Random, input: () => CallInput): void {
  if (!random.chance(0.2)) return;
  for (const callId of world.calls.keys()) move(world, callId, input());
}

function someLegDoes(world: World, random: Random): void {
  const live = [...world.calls.values()].filter((call) => call.legs.length > 0);
  if (live.length === 0) return;
  // Half of what people do they do in the call that was answered first.
  const answered = live.find((one) => one.phase.name === 'active' || one.phase.name === 'held');
  const call = answered !== undefined && random.chance(0.5) ? answered : random.pick(live);
  move(world, call.id, legInput(random.pick(call.legs), random));
}

/** Any input a leg can cause, allowed or not. */
export function legInput(leg: Leg, random: Random): CallInput {
  const legId = leg.id;
  const tabId = `tab-${random.below(3)}`;
  return random.pick<CallInput>([
    { type: 'take-leg', legId, tabId },
    { type: 'link-connected', legId },
    { type: 'link-connected', legId },
    { type: 'link-connected', legId },
    { type: 'link-lost', legId, cause: 'network' },
    { type: 'hold', legId },
    { type: 'resume', legId },
    { type: 'mute', legId },
    { type: 'unmute', legId },
    { type: 'turn-camera-on', legId },
    { type: 'turn-camera-off', legId },
    { type: 'share-screen', legId },
    { type: 'stop-sharing', legId },
    { type: 'change-kind', legId, to: random.pick(KINDS) },
    { type: 'sound-reported', legId, playing: random.chance(0.5) },
    { type: 'end', legId },
  ]);
}
