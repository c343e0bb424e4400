import type { Call, CallKind } from '@parley/core/call/call.ts';
import { startCall } from '@parley/core/call/start.ts';
import { step } from '@parley/core/call/step.ts';
import { type CallParts, type CallState, composeState, NOTHING_KEPT } from '../call/call-state.ts';
import { NOTHING_CHOSEN } from '../call/receiving.ts';
import { UNCHOSEN } from '../devices/chosen.ts';
import type { DevicesState } from '../devices/devices.ts';

export type CallInput = Parameters<typeof step>[1];

/** Rings Alex, who has the leg `agent`; the customer, Cleo, has the leg `customer`. */
export const RINGS: CallInput = {
  type: 'offer',
  offerId: 'offer',
  agentId: 'alex',
  agentName: 'Alex',
  legId: 'agent',
  until: 30_000,
};

/** Alex answers, and both paths stand. */
export const ANSWERED: readonly CallInput[] = [
  RINGS,
  { type: 'answer', agentId: 'alex', tabId: 'tab' },
  { type: 'take-leg', legId: 'customer', tabId: 'page' },
  { type: 'link-connected', legId: 'customer' },
  { type: 'link-connected', legId: 'agent' },
];

/** A call to which this happened, one thing each second. */
export function callOf(kind: CallKind, inputs: readonly CallInput[]): Call {
  const { call: first } = startCall(
    {
      callId: 'call',
      conversationId: 'conversation',
      kind,
      origin: 'widget',
      firstVideo: 'both',
      queueId: 'queue',
      preferredAgentId: null,
      boundToAgentId: null,
      room: null,
      customer: { legId: 'customer', personId: 'cleo', name: 'Cleo' },
    },
    0,
  );
  return inputs.reduce((now, input, index) => {
    const outcome = step(now, input, (index + 1) * 1_000);
    if (!outcome.ok) throw new Error(`${input.type}: ${outcome.refusal.code}`);
    return outcome.call;
  }, first);
}

/** Devices nothing is wrong with. */
export const DEVICES: DevicesState = {
  microphones: [],
  cameras: [],
  speakers: [],
  chosen: UNCHOSEN,
  microphone: 'allowed',
  camera: 'allowed',
  canShareScreen: true,
  canChooseSpeaker: true,
  canBlur: false,
  notice: null,
};

/** The call as one side's page has it while its own path stands, but for what is said. */
export function stateOf(
  call: Call | null,
  legId: 'customer' | 'agent',
  but: Partial<CallParts> = {},
): CallState {
  return composeState({
    call,
    legId,
    intent: 'joined',
    recovery: { name: 'well' },
    wasConnected: true,
    switchedOff: { microphone: false, picture: false },
    chosen: NOTHING_CHOSEN,
    playing: { blocked: false, seen: [] },
    ownPicture: { source: 'none', track: null },
    devices: DEVICES,
    facing: null,
    localTime: (at) => at,
    kept: NOTHING_KEPT,
    ...but,
  });
}
