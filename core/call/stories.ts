import { type Call, type CallKind, GRACE_MS } from './call.ts';
import type { CallInput, CallOutcome } from './inputs.ts';
import { startCall } from './start.ts';
import { step } from './step.ts';

/** A ring at Alex. */
export const RING = {
  offerId: 'offer-a',
  agentId: 'a',
  agentName: 'Alex',
  legId: 'alex',
  until: 21_000,
};
const CLEO = { legId: 'cleo', personId: 'c', name: 'Cleo' };

/** The call after these inputs, every one of which must be taken. */
export function after(call: Call, ...inputs: readonly CallInput[]): Call {
  return inputs.reduce((now, input) => {
    const outcome = step(now, input, 1_000);
    if (!outcome.ok) throw new Error(`${input.type} was refused: ${outcome.refusal.code}`);
    return outcome.call;
  }, call);
}

/** Cleo waits in a room for Alex alone. */
export function inRoom(origin: 'link-room' | 'escalation-room'): Call {
  const asked = { callId: 'call', conversationId: 'talk', kind: 'video', origin } as const;
  const bound = { preferredAgentId: null, boundToAgentId: 'a', queueId: 'queue' } as const;
  const room = { id: 'room', bySecret: true };
  return startCall({ ...asked, ...bound, firstVideo: 'both', room, customer: CLEO }, 0).call;
}

/** Alex and Cleo talk in a room. */
export function talkingInRoom(origin: 'link-room' | 'escalation-room'): Call {
  return after(
    inRoom(origin),
    { type: 'offer', ...RING },
    { type: 'answer', agentId: 'a', tabId: 'tab' },
    { type: 'link-connected', legId: 'alex' },
  );
}

/** Alex and Cleo talk. */
export function withAlex(
  kind: CallKind = 'audio',
  origin: 'widget' | 'escalation-room' = 'widget',
): Call {
  const asked = { callId: 'call', conversationId: 'talk', firstVideo: 'both' } as const;
  const queue = {
    queueId: 'queue',
    preferredAgentId: 'a',
    boundToAgentId: null,
    room: null,
  } as const;
  const { call } = startCall({ ...asked, ...queue, kind, origin, customer: CLEO }, 0);
  return after(
    call,
    { type: 'offer', ...RING },
    { type: 'answer', agentId: 'a', tabId: 'tab' },
    { type: 'link-connected', legId: 'alex' },
  );
}

/** Bo is rung by an agent of the call. */
export function inviteOf(purpose: 'consult' | 'transfer', legId = 'alex'): CallInput {
  const bo = { offerId: 'offer-b', agentId: 'b', agentName: 'Bo', invitedLegId: 'bo' };
  return { type: 'invite', legId, purpose, until: 22_000, ...bo };
}

/** Bo answers whatever rings there. */
export const BO_ANSWERS: CallInput = { type: 'answer', agentId: 'b', tabId: 'tab' };

/** Alex asks Bo while Cleo is held. */
export function consulting(kind: CallKind = 'audio'): Call {
  return after(withAlex(kind), inviteOf('consult'), BO_ANSWERS);
}

/** A button of a leg, Alex’s unless told. */
export function by(type: 'swap' | 'merge' | 'hold' | 'resume' | 'end', legId = 'alex'): CallInput {
  return { type, legId };
}

/** Phase and what goes on beside the line. */
export function stateOf(call: Call): string {
  return `${call.phase.name} ${call.beside.name}`;
}

/** A leg loses its path and does not come back in time. */
export function lost(legId: string): readonly CallInput[] {
  const dueAt = 1_000 + GRACE_MS;
  return [
    { type: 'link-connected', legId },
    { type: 'link-lost', legId, cause: 'network' },
    { type: 'grace-over', legId, dueAt },
  ];
}

/** Why an input is refused. */
export function refusalOf(call: Call, input: CallInput): string {
  const outcome = step(call, input, 1_000);
  return outcome.ok ? 'was done' : outcome.refusal.code;
}

/** The facts of an outcome, and who is freed for which reason. */
export function told(outcome: CallOutcome): {
  readonly facts: readonly string[];
  readonly freed: readonly string[];
} {
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  const freed = outcome.effects.flatMap((one) =>
    one.type === 'free-agent' ? [`${one.agentId} ${one.because}`] : [],
  );
  return { facts: outcome.facts.map((fact) => fact.type), freed };
}

/** The agent and the customer talk. */
export const TOGETHER = ['Alex hears Cleo', 'Cleo hears Alex'];
