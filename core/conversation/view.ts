import type { Call, LegRole } from '../call/call.ts';
import type { CallFact } from '../call/facts.ts';
import type { MessageFile, SharedFile } from '../files/shared-file.ts';
import { foldPicture, type PictureView } from '../picture-sharing/view.ts';
import type { Millis } from '../time.ts';
import { askedAfter } from './asked-view.ts';
import type { Callback, Feedback, VideoRequest } from './asking.ts';
import type { CustomerRequest } from './customer-request.ts';
import type { Author, CallEvent, ConversationEvent, ConversationFact, HostPage } from './events.ts';
import { filesAfter, withFile } from './file-view.ts';
import { noticed } from './noticed.ts';
import type { CameBy, Room } from './room.ts';
import type { Customer } from './verified.ts';

/** A chat message as a screen shows it; `seq` orders it. */
export type Message = {
  readonly id: string;
  readonly seq: number;
  readonly at: Millis;
  readonly author: Author;
  readonly text: string;
  /** Of an invitation to a room (T4); its text is empty, screens say the words. */
  readonly link: { readonly roomId: string; readonly url: string } | null;
  /** What was sent with it; its text may then be empty. */
  readonly file: MessageFile | null;
};

/** Anything but a message that the timeline shows (T5). */
export type TimelineEntry = {
  readonly seq: number;
  readonly at: Millis;
  readonly what: CallFact | ConversationFact;
  readonly callId: string | null;
  /** Whose leg the fact is about, as it was called then; null where it is about nobody's. */
  readonly who: { readonly role: LegRole; readonly name: string } | null;
};

/** A conversation folded from its events: the one truth of every screen that shows it. */
export type ConversationView = {
  readonly id: string;
  /** The members of an internal conversation; empty for a customer's. */
  readonly staff: readonly { readonly id: string; readonly name: string }[];
  readonly lastSeq: number;
  readonly entryId: string;
  /** The link by which the customer came; null when they came through an entry. */
  readonly cameBy: CameBy | null;
  readonly customer: Customer;
  readonly page: HostPage | null;
  readonly form: Readonly<Record<string, string>>;
  readonly chat:
    | { readonly state: 'none' }
    | { readonly state: 'waiting'; readonly since: Millis }
    | { readonly state: 'assigned'; readonly agentId: string; readonly agentName: string }
    | { readonly state: 'completed'; readonly at: Millis };
  readonly messages: readonly Message[];
  readonly timeline: readonly TimelineEntry[];
  /** Highest message number each side has received and read (ticks, T6). */
  readonly delivered: { readonly customer: number; readonly agent: number };
  readonly read: { readonly customer: number; readonly agent: number };
  /** The newest call, also after it ended; null when there was none. */
  readonly call: Call | null;
  /** Code and note of each agent about each call, the newest words. */
  readonly wrapUps: readonly WrapUpSeen[];
  /** The newest room, question for video and wish to be called back; null when there was none. */
  readonly room: Room | null;
  readonly videoRequest: VideoRequest | null;
  /** What the customer was asked to send; the newest of each kind. */
  readonly requests: readonly CustomerRequest[];
  readonly callback: Callback | null;
  readonly feedback: readonly Feedback[];
  /** The session files in the order they came (B14), as far as this reader may open them. */
  readonly files: readonly SharedFile[];
  /** The frozen picture on which both sides draw; null while there is none. */
  readonly picture: PictureView | null;
};

/** A wrap-up as screens show it: open until an instant, or over with what was said. */
export type WrapUpSeen = {
  readonly agentId: string;
  readonly agentName: string;
  readonly callId: string;
  readonly until: Millis | null;
  readonly code: string | null;
  readonly note: string;
};

/** A conversation before its first event. */
export function emptyConversation(id: string): ConversationView {
  return {
    id,
    staff: [],
    lastSeq: 0,
    entryId: '',
    cameBy: null,
    customer: { id: '', name: '', verified: null },
    page: null,
    form: {},
    chat: { state: 'none' },
    messages: [],
    timeline: [],
    delivered: { customer: 0, agent: 0 },
    read: { customer: 0, agent: 0 },
    call: null,
    wrapUps: [],
    room: null,
    videoRequest: null,
    requests: [],
    callback: null,
    feedback: [],
    files: [],
    picture: null,
  };
}

/** Takes the next event; one already taken changes nothing, one too far ahead throws a RangeError. */
export function foldConversation(
  view: ConversationView,
  event: ConversationEvent,
): ConversationView {
  if (event.seq <= view.lastSeq) return view;
  if (event.seq !== view.lastSeq + 1) throw new RangeError('an event is missing before this one');
  const next = { ...view, lastSeq: event.seq };
  return event.data.type === 'call'
    ? foldCall(next, event, event.data)
    : foldFact(next, event, event.data);
}

function foldCall(
  view: ConversationView,
  event: ConversationEvent,
  data: CallEvent,
): ConversationView {
  const { fact, call } = data;
  const who = whose(fact, call) ?? whose(fact, view.call);
  const entry = { seq: event.seq, at: event.at, what: fact, callId: call.id, who };
  return { ...view, call, timeline: [...withoutInterruption(view.timeline, fact), entry] };
}

/** Why the call changed is not said; what its reader notices all the same stands in the timeline. */
function foldUnsaid(
  view: ConversationView,
  event: ConversationEvent,
  call: Call,
): ConversationView {
  const fact = noticed(view.call, call);
  return fact === null ? { ...view, call } : foldCall(view, event, { type: 'call', fact, call });
}

/** An interruption is one line: what is learned of it later, and that it is over, takes its place. */
function withoutInterruption(
  timeline: readonly TimelineEntry[],
  fact: CallFact,
): readonly TimelineEntry[] {
  if (fact.type !== 'link-interrupted' && fact.type !== 'link-restored') return timeline;
  const last = timeline.findLast(({ what }) => isOfLink(what) && what.legId === fact.legId);
  return last?.what.type === 'link-interrupted' ? timeline.filter((one) => one !== last) : timeline;
}

function isOfLink(
  what: TimelineEntry['what'],
): what is Extract<CallFact, { type: 'link-connected' | 'link-interrupted' | 'link-restored' }> {
  return (
    what.type === 'link-connected' ||
    what.type === 'link-interrupted' ||
    what.type === 'link-restored'
  );
}

function whose(fact: CallFact, call: Call | null): TimelineEntry['who'] {
  const leg =
    'legId' in fact
      ? call?.legs.find((one) => one.id === fact.legId)
      : 'agentId' in fact && call?.legs.find((one) => one.personId === fact.agentId);
  return leg ? { role: leg.role, name: leg.name } : null;
}

function foldFact(
  view: ConversationView,
  event: ConversationEvent,
  fact: ConversationFact,
): ConversationView {
  switch (fact.type) {
    case 'conversation-started':
      return {
        ...remember(view, event, fact),
        entryId: fact.entryId,
        cameBy: fact.cameBy ?? null,
        customer: { ...fact.customer, verified: null },
        page: fact.page,
        form: fact.form,
      };
    case 'message-sent':
      return {
        ...view,
        messages: [...view.messages, messageOf(event, fact)],
        files: withFile(view.files, fact.file),
      };
    case 'video-invited':
      return { ...view, messages: [...view.messages, messageOf(event, fact)] };
    case 'file-added':
    case 'file-removed':
      return { ...remember(view, event, fact), ...filesAfter(view, fact) };
    case 'messages-delivered':
      return { ...view, delivered: raised(view.delivered, fact.to, fact.upTo) };
    case 'messages-read':
      return {
        ...view,
        read: raised(view.read, fact.by, fact.upTo),
        delivered: raised(view.delivered, fact.by, fact.upTo),
      };
    case 'page-changed':
      return { ...remember(view, event, fact), page: fact.page };
    case 'customer-named':
    case 'customer-verified':
      return { ...remember(view, event, fact), customer: fact.customer };
    case 'internal-started':
      return { ...remember(view, event, fact), staff: fact.staff };
    case 'wrap-up-started':
    case 'wrapped-up':
    case 'wrap-up-corrected':
      return { ...remember(view, event, fact), wrapUps: wrapUpsWith(view, fact) };
    case 'room-changed':
      return { ...remember(view, event, fact), room: fact.room };
    case 'video-requested':
    case 'video-request-closed':
    case 'customer-asked':
    case 'position-hindered':
    case 'customer-request-closed':
    case 'callback-changed':
    case 'feedback-given':
      return { ...remember(view, event, fact), ...askedAfter(view, event, fact) };
    case 'picture-shared':
    case 'picture-deleted':
    case 'picture-sent':
      return {
        ...remember(view, event, fact),
        picture: foldPicture(view.picture, fact, event.at),
      };
    // Strokes are no lines of the timeline.
    case 'drawn':
    case 'drawing-undone':
    case 'drawing-redone':
      return { ...view, picture: foldPicture(view.picture, fact, event.at) };
    case 'hidden':
      return fact.call === undefined ? view : foldUnsaid(view, event, fact.call);
    default:
      return { ...remember(view, event, fact), chat: chatAfter(event, fact) };
  }
}

type ChatFact = Extract<
  ConversationFact,
  {
    type:
      | 'chat-queued'
      | 'chat-assigned'
      | 'chat-released'
      | 'chat-left-line'
      | 'conversation-completed';
  }
>;

function chatAfter(event: ConversationEvent, fact: ChatFact): ConversationView['chat'] {
  switch (fact.type) {
    case 'chat-queued':
    case 'chat-released':
      return { state: 'waiting', since: event.at };
    case 'chat-assigned':
      return { state: 'assigned', agentId: fact.agentId, agentName: fact.agentName };
    case 'chat-left-line':
      return { state: 'none' };
    case 'conversation-completed':
      return { state: 'completed', at: event.at };
  }
}

function messageOf(
  event: ConversationEvent,
  fact: Extract<ConversationFact, { type: 'message-sent' | 'video-invited' }>,
): Message {
  const said =
    fact.type === 'message-sent'
      ? { text: fact.text, link: null, file: fileOf(fact) }
      : { text: '', link: { roomId: fact.roomId, url: fact.url }, file: null };
  return { id: fact.messageId, seq: event.seq, at: event.at, author: fact.author, ...said };
}

function fileOf({ file }: Extract<ConversationFact, { type: 'message-sent' }>): MessageFile | null {
  return file === undefined ? null : { ...file, isRemoved: false };
}

function remember(
  view: ConversationView,
  event: ConversationEvent,
  what: ConversationFact,
): ConversationView {
  const entry = { seq: event.seq, at: event.at, what, callId: null, who: null };
  return { ...view, timeline: [...view.timeline, entry] };
}

type WrapUpFact = Extract<
  ConversationFact,
  { type: 'wrap-up-started' | 'wrapped-up' | 'wrap-up-corrected' }
>;

function wrapUpsWith({ wrapUps }: ConversationView, fact: WrapUpFact): readonly WrapUpSeen[] {
  const { agentId, agentName, callId } = fact;
  const others = wrapUps.filter((one) => one.agentId !== agentId || one.callId !== callId);
  const said =
    fact.type === 'wrap-up-started'
      ? { until: fact.until, code: null, note: '' }
      : { until: null, code: fact.code, note: fact.note };
  return [...others, { agentId, agentName, callId, ...said }];
}

function raised(
  marks: { readonly customer: number; readonly agent: number },
  side: 'customer' | 'agent',
  upTo: number,
): { readonly customer: number; readonly agent: number } {
  return { ...marks, [side]: Math.max(marks[side], upTo) };
}
