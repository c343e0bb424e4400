import type { Millis } from '../time.ts';
import type { Call, CallKind, CallOrigin, FirstVideo } from './call.ts';
import type { Stepped } from './inputs.ts';
import { newLeg } from './legs.ts';

/** What is known when a customer asks for a call. */
export type CallRequest = {
  readonly callId: string;
  readonly conversationId: string;
  readonly kind: CallKind;
  readonly origin: CallOrigin;
  readonly firstVideo: FirstVideo;
  readonly queueId: string;
  readonly preferredAgentId: string | null;
  readonly customer: { readonly legId: string; readonly personId: string; readonly name: string };
};

/** A new call, waiting in its queue with the customer's leg in it. */
export function startCall(request: CallRequest, now: Millis): Stepped {
  const { customer, callId, ...asked } = request;
  const call: Call = {
    id: callId,
    ...asked,
    startedAt: now,
    passedBy: [],
    phase: { name: 'queued', since: now },
    legs: [newLeg({ ...customer, role: 'customer' }, request, now)],
    mediaEpoch: 1,
  };
  return {
    call,
    facts: [{ type: 'call-started', kind: call.kind }],
    effects: [{ type: 'match-media' }, { type: 'seek-agent' }],
  };
}
