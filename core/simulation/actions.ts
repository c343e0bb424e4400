import type { CallKind } from '../call/call.ts';
import { LEASE_MS, RELOAD_MS, stepPresence } from '../presence/presence.ts';
import {
  colleagueIsDialled,
  consultGoesOn,
  everyCall,
  forwards,
  invites,
  presses,
  ringingIsAnswered,
  ringingIsDeclined,
} from './in-calls.ts';
import { inRooms } from './in-rooms.ts';
import type { Random } from './random.ts';
import type { World } from './stored.ts';
import { customerCalls, pageCloses, passTime, routeAll } from './world.ts';

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
  ringingIsAnswered,
  ringingIsAnswered,
  ringingIsDeclined,
  (world, random) => passTime(world, world.now + random.below(3_000)),
  (world, random) => passTime(world, world.now + random.below(30_000)),
  ...Array.from({ length: 8 }, (): Act => presses),
  colleagueIsDialled,
  consultGoesOn,
  consultGoesOn,
  consultGoesOn,
  invites,
  invites,
  invites,
  forwards,
  inRooms,
  inRooms,
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
