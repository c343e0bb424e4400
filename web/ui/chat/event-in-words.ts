import type { TimelineEntry } from '@parley/core/conversation/view.ts';
import { askedInWords } from '../asking/asked-in-words.ts';
import { words } from '../words.ts';
import { lengthInWords } from './day-in-words.ts';

const { events } = words;

type Who = TimelineEntry['who'];
type What = TimelineEntry['what'];
type Of<Type extends What['type']> = Extract<What, { type: Type }>;

/** A line of the timeline for the customer's eyes; null for what is the other side's business. */
export function eventInWords({ what, who }: TimelineEntry): string | null {
  switch (what.type) {
    case 'chat-queued':
      return events['chat-queued'];
    case 'chat-assigned':
      return events.joined(what.agentName);
    case 'chat-released':
      return events.released;
    case 'conversation-completed':
      return events.completed;
    case 'call-started':
      return events.started(what.kind);
    case 'call-answered':
      return events.answered(who?.name ?? words.chat.us);
    case 'call-requeued':
      return events.requeued;
    case 'transferred-to-queue':
      return events.handedOn;
    case 'call-ended':
      return ended(what);
    default:
      return duringCall(what, who);
  }
}

function duringCall(what: What, who: Who): string | null {
  switch (what.type) {
    case 'transferred':
      return events.transferred(what.toName);
    case 'conference-started':
      return events.joinedCall(who?.name ?? words.chat.us);
    case 'leg-left':
      return said(who, events.left.you, events.left.other);
    case 'call-held':
      return events.held;
    case 'call-resumed':
      return events.resumed;
    case 'picture-changed':
      return sharing(what, who);
    case 'link-interrupted':
      return said(who, events.interrupted.you, events.interrupted.other);
    case 'link-restored':
      return restored(what, who);
    default:
      return askedInWords(what);
  }
}

function restored({ gapMs, cause }: Of<'link-restored'>, who: Who): string | null {
  if (cause === 'moved') return who?.role === 'customer' ? events.moved : null;
  const gap = events.seconds((gapMs / 1_000).toFixed(1));
  const { you, other } = events.restored;
  return said(who, you(gap), (name) => other(name, gap));
}

function ended({ reason, talkMs }: Of<'call-ended'>): string {
  const length = talkMs > 0 ? events.talked(lengthInWords(talkMs)) : '';
  return `${events.ended[reason]}${length}`;
}

function sharing({ from, to }: Of<'picture-changed'>, who: Who): string | null {
  if (to === 'screen') return said(who, events.sharing.you, events.sharing.other);
  if (from === 'screen') return said(who, events.stopped.you, events.stopped.other);
  return null;
}

function said(who: Who, you: string, other: (name: string) => string): string {
  return who?.role === 'customer' ? you : other(who?.name ?? words.chat.us);
}
