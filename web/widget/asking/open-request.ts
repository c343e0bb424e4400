import type { VideoRequest } from '@parley/core/conversation/asking.ts';
import type { ConversationView } from '@parley/core/conversation/view.ts';

/** The question for video that waits for the customer's answer; the server says when its time is over. */
export function openRequest({
  videoRequest,
}: Pick<ConversationView, 'videoRequest'>): VideoRequest | null {
  return videoRequest?.outcome === null ? videoRequest : null;
}
