import type { CallFact } from '@parley/core/call/facts.ts';
import type { Position } from '@parley/core/conversation/customer-request.ts';
import type { ConversationFact } from '@parley/core/conversation/events.ts';
import type { RoomTurn } from '@parley/core/conversation/room.ts';
import type { TimelineEntry } from '@parley/core/conversation/view.ts';
import { durationInWords, gapInWords } from '../time-in-words.ts';
import { cameByInWords } from '../video/came-by.ts';
import { words } from '../words.ts';

/** One event in words; `timeline` ones are too small for the log. */
export type EventWords = {
  readonly text: string;
  readonly place: 'log' | 'timeline';
  readonly tone: 'plain' | 'good' | 'bad';
  /** Where the customer was when they shared it. */
  readonly position?: Position;
};

type Fact = CallFact | ConversationFact;
type Writers = {
  readonly [Type in Fact['type']]: (
    fact: Extract<Fact, { type: Type }>,
    entry: TimelineEntry,
  ) => EventWords | null;
};

const W = words.event;

function log(text: string, tone: EventWords['tone'] = 'plain'): EventWords {
  return { text, place: 'log', tone };
}

function small(text: string, tone: EventWords['tone'] = 'plain'): EventWords {
  return { text, place: 'timeline', tone };
}

function by(text: string, { who }: TimelineEntry): string {
  return who === null ? text : W.by(text, who.name);
}

const WRITERS: Writers = {
  'conversation-started': ({ cameBy }) =>
    log(cameBy === undefined ? W.started : W.by(W.started, cameByInWords(cameBy))),
  'chat-queued': () => small(W.queued),
  'chat-left-line': () => null,
  'chat-assigned': (fact) => log(W.joined(fact.agentName)),
  'chat-released': () => log(W.released),
  'page-changed': (fact) => small(W.page(fact.page.title || fact.page.url)),
  'conversation-completed': (fact) =>
    log(fact.by.role === 'system' ? W.completedBySystem : W.completed(fact.by.name), 'good'),
  'internal-started': ({ staff }) =>
    log(W.internalStarted(staff.map((one) => one.name).join(', '))),
  'wrap-up-started': (fact) => small(W.wrapUpStarted(fact.agentName)),
  'wrapped-up': (fact) =>
    fact.by === 'timer'
      ? small(W.wrapUpRanOut(fact.agentName))
      : log(withWrapUp(W.wrappedUp(fact.agentName), fact), 'good'),
  'wrap-up-corrected': (fact) => log(withWrapUp(W.wrapUpCorrected(fact.agentName), fact)),
  'room-changed': roomInWords,
  'video-requested': (fact) => log(W.videoRequested(fact.agentName)),
  'video-request-closed': (fact) =>
    log(W.videoRequest[fact.outcome], fact.outcome === 'accepted' ? 'good' : 'plain'),
  'customer-asked': (fact) => log(W.asked[fact.what](fact.agentName)),
  'position-hindered': (fact) => log(W.hindered[fact.obstacle], 'bad'),
  'customer-request-closed': ({ what, outcome, position }) => {
    const text = W.requestClosed[what][outcome];
    if (text === null) return null;
    return position === null ? log(text) : { ...log(text, 'good'), position };
  },
  'callback-changed': (fact) => log(W.callback[fact.callback.state]),
  'feedback-given': ({ feedback: { rating, comment } }) =>
    log(comment === '' ? W.feedback(rating) : W.by(W.feedback(rating), comment)),
  'customer-named': ({ customer }) => small(W.customerNamed(customer.name)),
  'customer-verified': ({ customer }) => log(W.customerVerified(customer.name), 'good'),
  'video-invited': () => null,
  'message-sent': () => null,
  'file-added': () => null,
  'file-removed': () => null,
  'picture-shared': (fact) => log(W.pictureShared(fact.by.name)),
  'picture-deleted': (fact) =>
    fact.by === null ? small(W.pictureClosed) : log(W.pictureDeleted(fact.by.name)),
  // The message that carries it comes with it.
  'picture-sent': () => null,
  drawn: () => null,
  'drawing-undone': () => null,
  'drawing-redone': () => null,
  'messages-delivered': () => null,
  'messages-read': () => null,
  hidden: () => null,
  'call-started': (fact) => log(W.by(W.callStarted, words.call.kind[fact.kind]), 'good'),
  'call-offered': (fact) => small(W.offered(fact.agentName)),
  'call-passed': (fact, entry) => small(by(W.passed[fact.because], entry)),
  'call-answered': (fact, entry) => log(by(W.answered(durationInWords(fact.waitMs)), entry)),
  'call-forwarded': ({ to }) =>
    log('agentName' in to ? W.forwarded(to.agentName) : W.forwardedToQueue),
  'consult-started': (fact, entry) => log(by(W.consultStarted(fact.agentName), entry)),
  'transfer-started': (fact, entry) => log(by(W.transferStarted(fact.agentName), entry)),
  'consult-answered': (fact) => log(W.consultAnswered(fact.agentName)),
  'consult-failed': (fact) =>
    log(W.consultFailed(fact.agentName, W.invitationFailed[fact.because]), 'bad'),
  'transfer-failed': (fact) =>
    log(W.transferFailed(fact.agentName, W.invitationFailed[fact.because]), 'bad'),
  'consult-cancelled': (_, entry) => log(by(W.consultCancelled, entry)),
  'consult-swapped': (fact, entry) => small(by(W.swapped[fact.to], entry)),
  'conference-started': (_, entry) => log(by(W.conferenceStarted, entry)),
  transferred: (fact) => log(W.transferred(fact.fromName, fact.toName), 'good'),
  'transferred-to-queue': (fact) => log(W.transferredToQueue(fact.agentName)),
  'digits-sent': (fact, entry) => small(by(W.digits(fact.count), entry)),
  'stepped-away': (_, entry) => small(by(W.steppedAway, entry)),
  'came-back': (_, entry) => small(by(W.cameBack, entry)),
  'call-requeued': () => log(W.requeued, 'bad'),
  'call-held': () => log(W.held),
  'call-resumed': (fact) => log(W.resumedAfter(durationInWords(fact.heldMs))),
  'microphone-changed': (fact, entry) => small(by(fact.on ? W.unmuted : W.muted, entry)),
  'picture-changed': pictureInWords,
  'leg-taken': (_, entry) => log(by(W.taken, entry)),
  'link-connected': (_, entry) => small(by(W.connected, entry)),
  'link-interrupted': (fact, entry) => log(by(W.interrupted[fact.cause], entry), 'bad'),
  'link-restored': restorationInWords,
  'media-moved': () => small(W.mediaMoved),
  'gap-measured': (fact, entry) => small(by(W.gap(gapInWords(fact.gapMs)), entry)),
  'device-reported': deviceReportInWords,
  'sound-reported': (fact, entry) =>
    small(by(fact.playing ? W.soundPlaying : W.soundBlocked, entry)),
  'leg-left': (_, entry) => log(by(W.legLeft, entry)),
  'call-ended': (fact) => {
    const text = fact.talkMs > 0 ? W.callEndedAfter(durationInWords(fact.talkMs)) : W.callEnded;
    return log(W.by(text, W.endReason[fact.reason]));
  },
};

/** Says one entry of the timeline; null where there is nothing to say. */
export function eventInWords(entry: TimelineEntry): EventWords | null {
  const { what } = entry;
  const write = WRITERS[what.type] as (fact: Fact, entry: TimelineEntry) => EventWords | null;
  return write(what, entry);
}

/** Code and note behind the words, as far as they were given. */
function withWrapUp(
  text: string,
  { code, note }: { readonly code: string | null; readonly note: string },
): string {
  const said = [code ?? '', note].filter((one) => one !== '').join('. ');
  return said === '' ? text : W.wrapUpSaid(text, said);
}

const SMALL_TURNS: readonly RoomTurn[] = [
  'agent-entered',
  'agent-left',
  'lobby-opened',
  'guest-waits',
  'delivery',
];

function roomInWords({ room, because }: Extract<Fact, { type: 'room-changed' }>): EventWords {
  const text = W.room[because];
  if (because === 'delivery') return small(W.by(text, W.delivery[room.delivery]));
  return SMALL_TURNS.includes(because) ? small(text) : log(text);
}

/** That an agent may use the own devices is no news; anything else is. */
function deviceReportInWords(
  fact: Extract<Fact, { type: 'device-reported' }>,
  entry: TimelineEntry,
): EventWords | null {
  if (entry.who?.role === 'agent' && fact.state === 'allowed') return null;
  return small(by(`${W.device[fact.device]}: ${words.call.permission[fact.state]}`, entry));
}

/** Moving to another tab was wished for: its short gap is no news for the log. */
function restorationInWords(
  fact: Extract<Fact, { type: 'link-restored' }>,
  entry: TimelineEntry,
): EventWords {
  const text = by(W.restored[fact.cause](gapInWords(fact.gapMs)), entry);
  return fact.cause === 'moved' ? small(text) : log(text, 'good');
}

function pictureInWords(
  fact: Extract<Fact, { type: 'picture-changed' }>,
  entry: TimelineEntry,
): EventWords {
  if (fact.to === 'screen') return log(by(W.shareStarted, entry));
  if (fact.from === 'screen') return log(by(W.shareStopped, entry));
  return small(by(fact.to === 'camera' ? W.cameraOn : W.cameraOff, entry));
}
