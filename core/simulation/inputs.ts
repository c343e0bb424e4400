import type { Call, CallKind, Leg } from '../call/call.ts';
import type { CallInput } from '../call/inputs.ts';
import { ringOf } from '../call/people.ts';
import type { Random } from './random.ts';

const KINDS: readonly CallKind[] = ['audio', 'video', 'screen'];

/** Any input a leg can cause by itself, allowed or not. */
export function legInput(leg: Leg, random: Random): CallInput {
  return random.chance(0.5) ? mediaInput(leg, random) : buttonInput(leg, random);
}

function mediaInput({ id: legId }: Leg, random: Random): CallInput {
  const tabId = `tab-${random.below(3)}`;
  return random.pick<CallInput>([
    { type: 'take-leg', legId, tabId },
    { type: 'link-connected', legId },
    { type: 'link-connected', legId },
    { type: 'link-connected', legId },
    { type: 'link-lost', legId, cause: 'network' },
    { type: 'mute', legId },
    { type: 'unmute', legId },
    { type: 'turn-camera-on', legId },
    { type: 'turn-camera-off', legId },
    { type: 'share-screen', legId },
    { type: 'stop-sharing', legId },
    { type: 'sound-reported', legId, playing: random.chance(0.5) },
  ]);
}

function buttonInput({ id: legId }: Leg, random: Random): CallInput {
  return random.pick<CallInput>([
    { type: 'hold', legId },
    { type: 'hold', legId },
    { type: 'resume', legId },
    { type: 'resume', legId },
    { type: 'swap', legId },
    { type: 'merge', legId },
    { type: 'cancel-consult', legId },
    { type: 'complete-transfer', legId },
    { type: 'step-away', legId },
    { type: 'send-digits', legId, digits: random.pick(['1', '*#', 'x']) },
    { type: 'transfer-to-queue', legId, queueId: 'other' },
    { type: 'change-kind', legId, to: random.pick(KINDS) },
    { type: 'end', legId },
  ]);
}

/** Any input at all that may reach a call, from people in it, from outside it, and from clocks. */
export function anyInput(call: Call, random: Random): CallInput {
  const leg = random.chance(0.95) && call.legs.length > 0 ? random.pick(call.legs) : null;
  const legId = leg?.id ?? 'nobody';
  const lost: CallInput = { type: 'grace-over', legId, dueAt: Number.POSITIVE_INFINITY };
  const choices: readonly (() => CallInput)[] = [
    () => (leg === null ? lost : legInput(leg, random)),
    () => (leg === null ? lost : legInput(leg, random)),
    () => (leg === null ? lost : buttonInput(leg, random)),
    () => ringInput(call, random),
    () => ringInput(call, random),
    () => inviteInput(legId, random),
    () => inviteInput(legId, random),
    () => lost,
  ];
  return random.pick(choices)();
}

const NAMES = ['alex', 'bo', 'cy', 'di'];

function freshRing(random: Random) {
  const agentId = random.pick(NAMES);
  const legId = `leg-${agentId}-${random.below(1_000_000_000)}`;
  return { offerId: `offer-${legId}`, agentId, agentName: agentId, legId, until: 60_000 };
}

function inviteInput(legId: string, random: Random): CallInput {
  const { legId: invitedLegId, ...ring } = freshRing(random);
  const purpose = random.pick(['consult', 'consult', 'transfer'] as const);
  return { type: 'invite', ...ring, legId, invitedLegId, purpose };
}

/** What can become of the ring that is open, or of none. */
function ringInput(call: Call, random: Random): CallInput {
  const ring = ringOf(call);
  const agentId = random.chance(0.9) ? (ring?.agentId ?? 'alex') : random.pick(NAMES);
  const offerId = ring?.offerId ?? 'none';
  return random.pick<CallInput>([
    { type: 'offer', ...freshRing(random) },
    { type: 'answer', agentId, tabId: 'tab' },
    { type: 'answer', agentId, tabId: 'tab' },
    { type: 'answer', agentId, tabId: 'tab' },
    { type: 'decline', agentId },
    { type: 'rang-out', offerId },
    { type: 'agent-gone', agentId },
    { type: 'forward', agentId, to: freshRing(random) },
    { type: 'forward', agentId, to: { queueId: 'other' } },
  ]);
}
