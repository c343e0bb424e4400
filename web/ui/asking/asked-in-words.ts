import type { TimelineEntry } from '@parley/core/conversation/view.ts';
import { askingWords } from '../words-of-asking.ts';

type What = TimelineEntry['what'];
type Of<Type extends What['type']> = Extract<What, { type: Type }>;

/** What one side asked of the other, for the customer's eyes; null for what is said elsewhere or nothing to them. */
export function askedInWords(what: What): string | null {
  switch (what.type) {
    case 'video-requested':
      return askingWords.video.asked(what.agentName);
    case 'video-request-closed':
      return askingWords.video.closed[what.outcome];
    case 'customer-asked':
      return askingWords.requests.asked[what.what](what.agentName);
    case 'customer-request-closed':
      return requestInWords(what);
    case 'room-changed':
      return roomInWords(what);
    case 'callback-changed':
      return callbackInWords(what);
    case 'feedback-given':
      return askingWords.feedback.thanks;
    default:
      return null;
  }
}

function requestInWords({ what, outcome, position }: Of<'customer-request-closed'>): string | null {
  const { answered, position: withPosition } = askingWords.requests;
  const text = answered[what][outcome];
  return text === null || position === null ? text : withPosition(text, position);
}

/** What the call in it came to is said by the call's own lines. */
function roomInWords({ because }: Of<'room-changed'>): string | null {
  return because === 'cancelled' || because === 'expired' ? askingWords.room[because] : null;
}

function callbackInWords({ callback: { state } }: Of<'callback-changed'>): string | null {
  return state === 'with-agent' ? null : askingWords.callback.events[state];
}
