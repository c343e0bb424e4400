import type { Millis } from '../time.ts';
import type { Call, CallKind, CallOrigin, CallRoom, FirstVideo } from './call.ts';
import type { Stepped } from './inputs.ts';
import { newLeg } from './legs.ts';
import { ringAt } from './ringing.ts';

/** What is known when a customer asks for a call. */
export type CallRequest = {
  readonly callId: string;
  readonly conversationId: string;
  readonly kind: CallKind;
  readonly origin: CallOrigin;
  readonly firstVideo: FirstVideo;
  readonly queueId: string;
  readonly preferredAgentId: string | null;
  readonly boundToAgentId: string | null;
  readonly room: CallRoom | null;
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
    beside: { name: 'none' },
    legs: [newLeg({ ...customer, role: 'customer' }, request, now)],
    mediaEpoch: 1,
  };
  return {
    call,
    facts: [{ type: 'call-started', kind: call.kind }],
    effects: [{ type: 'match-media' }, { type: 'seek-agent' }],
  };
}

/** What is known when one agent calls another. */
export type InternalCallRequest = {
  readonly callId: string;
  readonly conversationId: string;
  readonly kind: CallKind;
  readonly caller: { readonly legId: string; readonly personId: string; readonly name: string };
  readonly callee: {
    readonly offerId: string;
    readonly agentId: string;
    readonly agentName: string;
    readonly legId: string;
    readonly until: Millis;
  };
};

/** A call between agents, ringing at the callee; it waits in no queue and has no customer. */
export function startInternalCall(request: InternalCallRequest, now: Millis): Stepped {
  const { callId, conversationId, kind, caller, callee } = request;
  const { agentId, agentName } = callee;
  const base: Call = {
    id: callId,
    ...{ conversationId, kind, origin: 'internal', firstVideo: 'both' },
    ...{ queueId: '', preferredAgentId: null, boundToAgentId: null, room: null },
    ...{ startedAt: now, passedBy: [], mediaEpoch: 1 },
    phase: { name: 'queued', since: now },
    beside: { name: 'none' },
    legs: [newLeg({ ...caller, role: 'agent' }, { kind, firstVideo: 'both' }, now)],
  };
  return {
    call: ringAt(base, callee, now),
    facts: [
      { type: 'call-started', kind },
      { type: 'call-offered', agentId, agentName },
    ],
    effects: [{ type: 'match-media' }],
  };
}
