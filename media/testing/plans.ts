import type { Call } from '@parley/core/call/call.ts';
import type { CallInput } from '@parley/core/call/inputs.ts';
import { type MediaPlan, mediaPlan } from '@parley/core/call/media-plan.ts';
import { startCall } from '@parley/core/call/start.ts';
import { step } from '@parley/core/call/step.ts';

/** A call as core moves it, and the plans that follow from it. */
export class PlannedCall {
  call: Call;
  version = 1;

  constructor(callId: string, kind: Call['kind'] = 'video') {
    this.call = startCall(
      {
        callId,
        conversationId: `of-${callId}`,
        kind,
        origin: 'widget',
        firstVideo: 'both',
        queueId: 'queue',
        preferredAgentId: null,
        boundToAgentId: null,
        room: null,
        customer: { legId: 'customer', personId: 'person-c', name: 'Customer' },
      },
      0,
    ).call;
    this.does({ type: 'take-leg', legId: 'customer', tabId: 'customer-tab' });
  }

  /** Rings the agent, whose page joins at once. */
  rings(): this {
    this.does({
      type: 'offer',
      offerId: 'offer',
      agentId: 'person-a',
      agentName: 'Agent',
      legId: 'agent',
      until: 20_000,
    });
    return this.does({ type: 'take-leg', legId: 'agent', tabId: 'agent-tab' });
  }

  answered(): this {
    return this.rings().does({ type: 'answer', agentId: 'person-a', tabId: 'agent-tab' });
  }

  does(input: CallInput): this {
    const outcome = step(this.call, input, this.version);
    if (!outcome.ok) throw new Error(`refused: ${outcome.refusal.code}`);
    this.call = outcome.call;
    this.version += 1;
    return this;
  }

  get plan(): MediaPlan {
    return mediaPlan(this.call, this.version);
  }
}
