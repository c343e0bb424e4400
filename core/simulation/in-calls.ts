import type { Call, Leg } from '../call/call.ts';
import type { CallInput } from '../call/inputs.ts';
import { answeredLegs, pairOf, ringOf } from '../call/people.ts';
import { step } from '../call/step.ts';
import { canBeRungDirectly, type DirectRing } from '../presence/direct-ring.ts';
import { leaveEmptyRooms } from './in-rooms.ts';
import { legInput } from './inputs.ts';
import type { Random } from './random.ts';
import type { World } from './stored.ts';
import { agentDials, candidatesOf, move, newRing } from './world.ts';

/** What puts an agent into talk, so that their other calls must be silent first. */
const INTO_TALK: readonly CallInput['type'][] = ['answer', 'resume', 'invite', 'swap', 'merge'];

function liveCalls(world: World): readonly Call[] {
  return [...world.calls.values()].filter((call) => call.legs.length > 0);
}

/** As the server does: what an agent presses silences their other calls, each in a change of its own, and a kill may come between. */
function agentPresses(
  world: World,
  { agentId, callId, input }: { agentId: string; callId: string; input: CallInput },
  random: Random,
): void {
  const call = world.calls.get(callId);
  if (call === undefined || !step(call, input, world.now).ok) return;
  if (INTO_TALK.includes(input.type)) {
    if (input.type === 'answer') leaveEmptyRooms(world, agentId, call.conversationId);
    silenceOthers(world, agentId, callId);
    if (random.chance(0.05)) return;
  }
  move(world, callId, input);
}

function silenceOthers(world: World, agentId: string, exceptId: string): void {
  for (const call of liveCalls(world)) {
    const leg = call.legs.find((one) => one.personId === agentId);
    if (leg === undefined || call.id === exceptId) continue;
    move(world, call.id, { type: 'step-away', legId: leg.id });
  }
}

function somebodyRung(world: World, random: Random) {
  const found = liveCalls(world).flatMap((call) => {
    const ring = ringOf(call);
    return ring === null ? [] : [{ callId: call.id, agentId: ring.agentId }];
  });
  return found.length === 0 ? null : random.pick(found);
}

/** An agent who is being rung answers, at times twice. */
export function ringingIsAnswered(world: World, random: Random): void {
  const rung = somebodyRung(world, random);
  if (rung === null) return;
  const input: CallInput = {
    type: 'answer',
    agentId: rung.agentId,
    tabId: `tab-${random.below(3)}`,
  };
  agentPresses(world, { ...rung, input }, random);
  if (random.chance(0.2)) agentPresses(world, { ...rung, input }, random);
}

/** An agent who is being rung declines. */
export function ringingIsDeclined(world: World, random: Random): void {
  const rung = somebodyRung(world, random);
  if (rung !== null) move(world, rung.callId, { type: 'decline', agentId: rung.agentId });
}

/** An agent who is being rung sends the ring on, to the other queue or to a colleague. */
export function forwards(world: World, random: Random): void {
  const rung = somebodyRung(world, random);
  if (rung === null) return;
  const { callId, agentId } = rung;
  const kind = world.calls.get(callId)?.kind ?? 'audio';
  const colleague = random.pick([...world.agents.keys()]);
  const free = mayRing(world, colleague, { purpose: 'transfer', kind });
  const to =
    free && random.chance(0.5) ? newRing(world, colleague) : ({ queueId: 'other' } as const);
  move(world, callId, { type: 'forward', agentId, to });
}

function mayRing(world: World, agentId: string, ring: DirectRing): boolean {
  const agent = candidatesOf(world).find((one) => one.agentId === agentId);
  return agent !== undefined && canBeRungDirectly(agent, ring, world.now) === null;
}

/** An agent who has a page calls a colleague; their other calls are silenced first. */
export function colleagueIsDialled(world: World, random: Random): void {
  const callerId = random.pick([...world.agents.keys()]);
  const calleeId = random.pick([...world.agents.keys()]);
  const kind = random.pick(['audio', 'audio', 'video', 'screen'] as const);
  const dial: DirectRing = { purpose: 'dial', kind };
  if (callerId === calleeId || !mayRing(world, calleeId, dial)) return;
  if (!mayRing(world, callerId, dial)) return;
  silenceOthers(world, callerId, '');
  if (!random.chance(0.05)) agentDials(world, { callerId, calleeId, kind });
}

/** An agent in a call asks a colleague first, or hands the call over; at times five times in a row. */
export function invites(world: World, random: Random): void {
  const found = liveCalls(world).flatMap((call) =>
    answeredLegs(call)
      .filter((leg) => leg.role === 'agent')
      .map((leg) => ({ call, leg })),
  );
  if (found.length === 0) return;
  const { call, leg } = random.pick(found);
  const purpose = random.pick(['consult', 'transfer'] as const);
  const times = random.chance(0.1) ? 5 : 1;
  for (let time = 0; time < times; time += 1) {
    const colleague = random.pick([...world.agents.keys()]);
    if (!mayRing(world, colleague, { purpose, kind: call.kind })) continue;
    const { legId: invitedLegId, ...ring } = newRing(world, colleague);
    const input: CallInput = { type: 'invite', ...ring, legId: leg.id, invitedLegId, purpose };
    agentPresses(world, { agentId: leg.personId, callId: call.id, input }, random);
  }
}

const IN_CONSULT = ['swap', 'merge', 'merge', 'hold', 'resume', 'cancel-consult'] as const;

/** The inviter of a consult goes on with it. */
export function consultGoesOn(world: World, random: Random): void {
  const pairs = liveCalls(world).flatMap((call) => {
    const pair = pairOf(call);
    const leg = call.legs.find((one) => one.id === pair?.byLegId);
    return leg === undefined ? [] : [{ call, leg }];
  });
  if (pairs.length === 0) return;
  const { call, leg } = random.pick(pairs);
  const type = random.pick([...IN_CONSULT, 'complete-transfer', 'end'] as const);
  press(world, { call, leg, input: { type, legId: leg.id } }, random);
}

/** Everything that happens to all calls at once. */
export function everyCall(world: World, random: Random, input: () => CallInput): void {
  if (!random.chance(0.2)) return;
  for (const callId of world.calls.keys()) move(world, callId, input());
}

/** Somebody in a call presses a button or loses a path; impatient people press five times. */
export function presses(world: World, random: Random): void {
  const live = liveCalls(world);
  if (live.length === 0) return;
  // Half of what people do they do in the call that was answered first.
  const answered = live.find((one) => one.phase.name === 'active' || one.phase.name === 'held');
  const call = answered !== undefined && random.chance(0.5) ? answered : random.pick(live);
  const leg = random.pick(call.legs);
  const input = legInput(leg, random);
  const times = random.chance(0.05) ? 5 : 1;
  for (let time = 0; time < times; time += 1) press(world, { call, leg, input }, random);
}

function press(
  world: World,
  { call, leg, input }: { call: Call; leg: Leg; input: CallInput },
  random: Random,
): void {
  if (leg.role === 'customer') move(world, call.id, input);
  else agentPresses(world, { agentId: leg.personId, callId: call.id, input }, random);
}
