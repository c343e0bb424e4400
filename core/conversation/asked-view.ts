import type { Callback, Feedback, VideoRequest } from './asking.ts';
import { withFeedback } from './asking-step.ts';
import type { CustomerRequest, CustomerRequestFact } from './customer-request.ts';
import { requestsAfter } from './customer-request-step.ts';
import type { ConversationEvent, ConversationFact } from './events.ts';

type Asked = {
  readonly videoRequest: VideoRequest | null;
  readonly requests: readonly CustomerRequest[];
  readonly callback: Callback | null;
  readonly feedback: readonly Feedback[];
};

type AskingFact =
  | CustomerRequestFact
  | Extract<
      ConversationFact,
      {
        type: 'video-requested' | 'video-request-closed' | 'callback-changed' | 'feedback-given';
      }
    >;

/** What of what is asked in a conversation is another once this has happened. */
export function askedAfter(
  { videoRequest, requests, feedback }: Asked,
  event: ConversationEvent,
  fact: AskingFact,
): Partial<Asked> {
  switch (fact.type) {
    case 'video-requested': {
      const { requestId, agentId, agentName, until } = fact;
      const asked = { id: requestId, agentId, agentName, at: event.at, until, outcome: null };
      return { videoRequest: asked };
    }
    case 'video-request-closed':
      return { videoRequest: closedRequest(videoRequest, fact) };
    case 'customer-asked':
    case 'position-hindered':
    case 'customer-request-closed':
      return { requests: requestsAfter(requests, fact, event.at) };
    case 'callback-changed':
      return { callback: fact.callback };
    case 'feedback-given':
      return { feedback: withFeedback(feedback, fact.feedback) };
  }
}

function closedRequest(
  request: VideoRequest | null,
  { requestId, outcome }: Extract<AskingFact, { type: 'video-request-closed' }>,
): VideoRequest | null {
  return request?.id === requestId ? { ...request, outcome } : request;
}
