import { type Outcome, refuse } from '../outcome.ts';
import type { SharedPicture } from '../picture-sharing/picture.ts';
import type { Millis } from '../time.ts';
import type { AskingInput, Callback, Feedback, VideoRequest } from './asking.ts';
import { settled, stepAsking } from './asking-step.ts';
import type { Chat } from './chat.ts';
import { stepChat } from './chat-step.ts';
import type { CustomerRequest } from './customer-request.ts';
import type { ConversationFact, HostPage } from './events.ts';
import type { ChatInput, ConversationEffect, ConversationInput } from './inputs.ts';
import { isNameless } from './names.ts';
import {
  type PictureInChatInput,
  pictureClosedWith,
  stepPictureInChat,
} from './picture-in-chat.ts';
import type { ConversationRefusalCode } from './refusals.ts';
import type { CameBy, Room, RoomInput } from './room.ts';
import { keepsAgent } from './room-rules.ts';
import { roomFollowing, stepRoom } from './room-step.ts';
import { type Customer, isSame, verifiedAs } from './verified.ts';
import { stepWrapUps, type WrapUp, type WrapUpInput } from './wrap-up.ts';

/** A customer's conversation with the business, or one between staff: chat, calls and their history hang on it. */
export type Conversation = {
  readonly id: string;
  readonly kind: 'customer' | 'internal';
  /** Who an internal one belongs to; nobody else reads or writes it. Empty for a customer's. */
  readonly staffIds: readonly string[];
  readonly entryId: string;
  /** Absent where it began at an entry. */
  readonly cameBy?: CameBy;
  readonly queueId: string;
  /** In an internal conversation the member of staff who began it. */
  readonly customer: Customer;
  readonly form: Readonly<Record<string, string>>;
  readonly page: HostPage | null;
  readonly startedAt: Millis;
  readonly chat: Chat;
  /** What agents have or had to say about its calls; the newest of each agent and call. */
  readonly wrapUps: readonly WrapUp[];
  /** Where customer and agent meet by video; the newest, null when there was none. */
  readonly room: Room | null;
  /** The newest question for video in the chat. */
  readonly videoRequest: VideoRequest | null;
  /** What the customer was asked to send; the newest of each kind. */
  readonly requests: readonly CustomerRequest[];
  /** The newest wish to be called back. */
  readonly callback: Callback | null;
  readonly feedback: readonly Feedback[];
  /** The frozen picture on which both sides draw; null while there is none. */
  readonly picture: SharedPicture | null;
};

/** A conversation in which nobody has met by video, asked for anything, said what they thought or shown a picture. */
export const NOTHING_ASKED: Pick<
  Conversation,
  'room' | 'videoRequest' | 'requests' | 'callback' | 'feedback' | 'picture'
> = { room: null, videoRequest: null, requests: [], callback: null, feedback: [], picture: null };

export type { ConversationInput } from './inputs.ts';

/** What became of an input. */
export type ConversationOutcome = Outcome<
  {
    readonly conversation: Conversation;
    readonly facts: readonly ConversationFact[];
    readonly effects: readonly ConversationEffect[];
  },
  ConversationRefusalCode
>;

type Input<Type extends ConversationInput['type']> = Extract<ConversationInput, { type: Type }>;

/** The only function that moves a conversation. */
export function stepConversation(
  conversation: Conversation,
  input: ConversationInput,
  now: Millis,
): ConversationOutcome {
  const decided = withRoomFollowing(conversation, moved(conversation, input, now), now);
  const outcome = withPictureClosed(decided);
  const after = outcome.ok ? settled(outcome.conversation, now) : null;
  if (!outcome.ok || after === null) return outcome;
  const next = { ...outcome.conversation, ...after.asked };
  const entersLine = next.chat.state === 'waiting' && !isInLine(outcome.conversation.chat);
  const effects: ConversationEffect[] = entersLine ? [{ type: 'seek-agent' }] : [];
  return done(next, [...outcome.facts, ...after.facts], [...outcome.effects, ...effects]);
}

/** The room goes with the chat: to whoever serves it, and out with it (L9). */
function withRoomFollowing(
  before: Conversation,
  outcome: ConversationOutcome,
  now: Millis,
): ConversationOutcome {
  if (!outcome.ok) return outcome;
  const { chat, room } = outcome.conversation;
  if (room === null || chat === before.chat) return outcome;
  const followed = roomFollowing(room, chat, now);
  if (!followed.ok || followed.facts.length === 0) return outcome;
  const conversation = { ...outcome.conversation, room: followed.room };
  return { ...outcome, conversation, facts: [...outcome.facts, ...followed.facts] };
}

/** A completed conversation leaves no picture on anybody's screen. */
function withPictureClosed(outcome: ConversationOutcome): ConversationOutcome {
  if (!outcome.ok) return outcome;
  const { conversation, facts } = outcome;
  const closed = pictureClosedWith(conversation.picture, conversation.chat);
  if (closed === null) return outcome;
  const { picture, fact } = closed;
  return { ...outcome, conversation: { ...conversation, picture }, facts: [...facts, fact] };
}

function isInLine({ state }: Chat): boolean {
  return state === 'waiting' || state === 'offered';
}

function moved(
  conversation: Conversation,
  input: ConversationInput,
  now: Millis,
): ConversationOutcome {
  switch (input.type) {
    case 'seek-agent':
    case 'offer':
    case 'accept':
    case 'decline':
    case 'rang-out':
    case 'agent-gone':
    case 'assign':
    case 'release':
    case 'complete':
    case 'move-to-queue':
      return serve(conversation, input, now);
    case 'change-page':
      return done({ ...conversation, page: input.page }, [
        { type: 'page-changed', page: input.page },
      ]);
    case 'name-customer':
      return nameCustomer(conversation, input);
    case 'verify-customer':
      return verifyCustomer(conversation, input);
    case 'begin-wrap-up':
    case 'finish-wrap-up':
    case 'wrap-up-over':
      return wrapUp(conversation, input, now);
    case 'open-room':
    case 'enter-room':
    case 'leave-room':
    case 'cancel-room':
    case 'room-failed':
    case 'lobby-opened':
    case 'delivery-reported':
    case 'room-call-waits':
    case 'room-call-runs':
    case 'room-call-over':
    case 'room-time-over':
      return meet(conversation, input, now);
    case 'share-picture':
    case 'draw':
    case 'undo-drawing':
    case 'undo-all-drawing':
    case 'redo-drawing':
    case 'delete-picture':
    case 'send-picture':
      return show(conversation, input, now);
    default:
      return ask(conversation, input, now);
  }
}

function serve(conversation: Conversation, input: ChatInput, now: Millis): ConversationOutcome {
  const outcome = stepChat(conversation, input, now);
  if (!outcome.ok) return outcome;
  const { served, facts, effects } = outcome;
  const same = served === conversation;
  return done(same ? conversation : { ...conversation, ...served }, facts, effects);
}

/** Colleagues need no link to each other. */
function meet(conversation: Conversation, input: RoomInput, now: Millis): ConversationOutcome {
  if (conversation.kind === 'internal') return refuse('no-customer');
  const outcome = stepRoom(conversation.room, input, now);
  if (!outcome.ok) return outcome;
  const { room, facts } = outcome;
  return done(room === conversation.room ? conversation : { ...conversation, room }, facts);
}

/** Pictures are shared with a customer. */
function show(
  conversation: Conversation,
  input: PictureInChatInput,
  now: Millis,
): ConversationOutcome {
  if (conversation.kind === 'internal') return refuse('no-customer');
  const outcome = stepPictureInChat(conversation.picture, input, now);
  if (!outcome.ok) return outcome;
  const { picture, facts } = outcome;
  const same = picture === conversation.picture;
  return done(same ? conversation : { ...conversation, picture }, facts);
}

/** Whoever was offered a chat that leaves the line is free again. */
function ask(conversation: Conversation, input: AskingInput, now: Millis): ConversationOutcome {
  if (conversation.kind === 'internal') return refuse('no-customer');
  const outcome = stepAsking(conversation, input, now);
  if (!outcome.ok) return outcome;
  const { asked, facts } = outcome;
  const { chat } = conversation;
  const isFreed = chat.state === 'offered' && asked.chat.state !== 'offered';
  const effects: ConversationEffect[] = isFreed
    ? [{ type: 'free-agent', agentId: chat.agentId, because: 'withdrawn' }]
    : [];
  return done(
    asked === conversation ? conversation : { ...conversation, ...asked },
    facts,
    effects,
  );
}

/** Words at a door change nobody's name. */
function nameCustomer(
  conversation: Conversation,
  { name }: Input<'name-customer'>,
): ConversationOutcome {
  if (conversation.kind === 'internal') return refuse('no-customer');
  const known = conversation.customer;
  if (known.verified !== null || !isNameless(known.name) || isNameless(name)) {
    return done(conversation, []);
  }
  const customer = { ...known, name };
  return done({ ...conversation, customer }, [{ type: 'customer-named', customer }]);
}

/** Proved once more as the same, nothing is told. */
function verifyCustomer(
  conversation: Conversation,
  { verified }: Input<'verify-customer'>,
): ConversationOutcome {
  if (conversation.kind === 'internal') return refuse('no-customer');
  const customer = verifiedAs(conversation.customer, verified);
  if (customer === null) return refuse('other-person');
  if (isSame(customer, conversation.customer)) return done(conversation, []);
  return done({ ...conversation, customer }, [{ type: 'customer-verified', customer }]);
}

/** What colleagues say to each other needs no code. */
function wrapUp(conversation: Conversation, input: WrapUpInput, now: Millis): ConversationOutcome {
  if (conversation.kind === 'internal') return refuse('no-customer');
  if (input.type === 'finish-wrap-up' && keepsAgent(conversation.room, input.agentId)) {
    return refuse('in-room');
  }
  const outcome = stepWrapUps(conversation.wrapUps, input, now);
  if (!outcome.ok) return outcome;
  const { wrapUps, facts, freedId } = outcome;
  const same = wrapUps === conversation.wrapUps;
  const effects: ConversationEffect[] =
    freedId === null ? [] : [{ type: 'free-agent', agentId: freedId, because: 'wrapped-up' }];
  return done(same ? conversation : { ...conversation, wrapUps }, facts, effects);
}

function done(
  conversation: Conversation,
  facts: readonly ConversationFact[],
  effects: readonly ConversationEffect[] = [],
): ConversationOutcome {
  return { ok: true, conversation, facts, effects };
}
