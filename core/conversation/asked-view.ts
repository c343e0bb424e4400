import type { Callback, Feedback, VideoRequest } from './asking.ts';
import { withFeedback } from './asking-step.ts';
import type { ConversationEvent, ConversationFact } from './events.ts';

type Asked = {
  readonly videoRequest: VideoRequest | null;
  readonly callback: Callback | null;
  readonly feedback: readonly Feedback[];
};

type AskingFact = Extract<
  ConversationFact,
  {
    type: 'video-requested' | 'video-request-closed' | 'callback-changed' | 'feedback-given';
  }
>;

/** What stands asked in a conversation once this has happened. */
export function askedAfter(
  { videoRequest, callback, feedback }: Asked,
  event: ConversationEvent,
  fact: AskingFact,
): Asked {
  switch (fact.type) {
    case 'video-requested': {
      const { requestId, agentId, agentName, until } = fact;
      const asked = { id: requestId, agentId, agentName, at: event.at, until, outcome: null };
      return { videoRequest: asked, callback, feedback };
    }
    case 'video-request-closed': {
      const closed = closedRequest(videoRequest, fact);
      return { videoRequest: closed, callback, feedback };
    }
    case 'callback-changed':
      return { videoRequest, callback: fact.callback, feedback };
    case 'feedback-given':
      return { videoRequest, callback, feedback: withFeedback(feedback, fact.feedback) };
  }
}

function closedRequest(
  request: VideoRequest | null,
  { requestId, outcome }: Extract<AskingFact, { type: 'video-request-closed' }>,
): VideoRequest | null {
  return request?.id === requestId ? { ...request, outcome } : request;
}
