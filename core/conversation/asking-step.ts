import { type Outcome, refuse } from '../outcome.ts';
import type { Millis } from '../time.ts';
import {
  type AskingInput,
  type Callback,
  FEEDBACK_REVISED_MS,
  type Feedback,
  VIDEO_START_MS,
  type VideoRequest,
} from './asking.ts';
import type { Chat } from './chat.ts';
import type { CustomerRequest } from './customer-request.ts';
import {
  requestTimers,
  stepCustomerRequest,
  withoutLostRequests,
} from './customer-request-step.ts';
import type { ConversationFact } from './events.ts';
import type { Customer } from './verified.ts';

/** What the steps of asking look at and move, of a conversation. */
type Asked = {
  readonly customer: Customer;
  readonly chat: Chat;
  readonly requests: readonly CustomerRequest[];
  readonly videoRequest: VideoRequest | null;
  readonly callback: Callback | null;
  readonly feedback: readonly Feedback[];
};

/** What became of an input: what is asked now, and what is told of it. */
export type AskingOutcome = Outcome<
  { readonly asked: Asked; readonly facts: readonly ConversationFact[] },
  'not-yours' | 'request-closed' | 'bad-callback' | 'bad-position' | 'wrong-size'
>;

type Input<Type extends AskingInput['type']> = Extract<AskingInput, { type: Type }>;

/** Moves what one side asks of the other; where the chat stands then follows in `settled`. */
export function stepAsking(asked: Asked, input: AskingInput, now: Millis): AskingOutcome {
  switch (input.type) {
    case 'ask-for-video':
      return askForVideo(asked, input, now);
    case 'withdraw-video-request':
      return isServing(asked.chat, input.agentId)
        ? closeRequest(asked, asked.videoRequest?.id, 'withdrawn')
        : refuse('not-yours');
    case 'answer-video-request':
      return answerVideoRequest(asked, input, now);
    case 'video-request-over':
      return videoRequestOver(asked, input, now);
    case 'use-video-request':
      return useVideoRequest(asked, input, now);
    case 'request-callback':
      return requestCallback(asked, input, now);
    case 'cancel-callback':
      return cancelCallback(asked, input);
    case 'callback-due':
      return done(asked);
    case 'close-callback':
      return closeCallback(asked, input);
    case 'give-feedback':
      return giveFeedback(asked, { at: now, ...input.feedback }, now);
    default: {
      const outcome = stepCustomerRequest(asked, input, now);
      if (!outcome.ok) return outcome;
      const { requests, facts } = outcome;
      return done(requests === asked.requests ? asked : { ...asked, requests }, ...facts);
    }
  }
}

function done(asked: Asked, ...facts: readonly ConversationFact[]): AskingOutcome {
  return { ok: true, asked, facts };
}

function isServing(chat: Chat, agentId: string): boolean {
  return chat.state === 'assigned' && chat.agentId === agentId;
}

/** A question that stands is not asked twice. */
function askForVideo(asked: Asked, input: Input<'ask-for-video'>, now: Millis): AskingOutcome {
  const { requestId, agentId, agentName, until } = input;
  if (!isServing(asked.chat, agentId)) return refuse('not-yours');
  if (isOpen(asked.videoRequest)) return done(asked);
  const videoRequest = { id: requestId, agentId, agentName, at: now, until, outcome: null };
  const fact = { type: 'video-requested', requestId, agentId, agentName, until } as const;
  return done({ ...asked, videoRequest }, fact);
}

function isOpen(request: VideoRequest | null): request is VideoRequest {
  return request !== null && request.outcome === null;
}

/** It waits for its answer, or for the call that was agreed to. */
function isStanding(request: VideoRequest | null): request is VideoRequest {
  return request !== null && (request.outcome === null || request.outcome === 'accepted');
}

function lapse(
  asked: Asked,
  videoRequest: VideoRequest,
  outcome: 'unanswered' | 'withdrawn',
): Extract<AskingOutcome, { ok: true }> {
  const fact = { type: 'video-request-closed', requestId: videoRequest.id, outcome } as const;
  return {
    ok: true,
    asked: { ...asked, videoRequest: { ...videoRequest, outcome } },
    facts: [fact],
  };
}

function closeRequest(
  asked: Asked,
  requestId: string | undefined,
  outcome: NonNullable<VideoRequest['outcome']>,
): AskingOutcome {
  const { videoRequest } = asked;
  if (!isOpen(videoRequest) || videoRequest.id !== requestId) return refuse('request-closed');
  const fact = { type: 'video-request-closed', requestId, outcome } as const;
  return done({ ...asked, videoRequest: { ...videoRequest, outcome } }, fact);
}

/** Pressed twice it is one answer. */
function answerVideoRequest(
  asked: Asked,
  { requestId, outcome }: Input<'answer-video-request'>,
  now: Millis,
): AskingOutcome {
  const { videoRequest } = asked;
  if (videoRequest?.id !== requestId || videoRequest.until <= now) return refuse('request-closed');
  if (videoRequest.outcome === outcome) return done(asked);
  const closed = closeRequest(asked, requestId, outcome);
  if (outcome !== 'accepted' || !closed.ok || closed.asked.videoRequest === null) return closed;
  const until = now + VIDEO_START_MS;
  return {
    ...closed,
    asked: { ...closed.asked, videoRequest: { ...closed.asked.videoRequest, until } },
  };
}

function videoRequestOver(
  asked: Asked,
  { requestId }: Input<'video-request-over'>,
  now: Millis,
): AskingOutcome {
  const { videoRequest } = asked;
  const isDue =
    isStanding(videoRequest) && videoRequest.id === requestId && videoRequest.until <= now;
  return isDue ? lapse(asked, videoRequest, 'unanswered') : done(asked);
}

/** Nobody comes back to an agent's desk with an old yes. */
function useVideoRequest(
  asked: Asked,
  { requestId }: Input<'use-video-request'>,
  now: Millis,
): AskingOutcome {
  const { videoRequest, chat } = asked;
  const isAccepted = videoRequest?.id === requestId && videoRequest.outcome === 'accepted';
  if (!isAccepted || videoRequest.until <= now) return refuse('request-closed');
  if (!isServing(chat, videoRequest.agentId)) return refuse('request-closed');
  return done({ ...asked, videoRequest: null });
}

/** How far ahead somebody can wish to be called. */
const CALLBACK_AHEAD_MS = 30 * 24 * 3_600_000;

/** A new wish takes the place of one that waits, and its place in line. */
function requestCallback(
  asked: Asked,
  { callback: wish }: Input<'request-callback'>,
  now: Millis,
): AskingOutcome {
  const { callback: before, chat } = asked;
  const hasNumber = wish.number !== null;
  const isPossible = hasNumber === (wish.way === 'phone') && wish.dueAt <= now + CALLBACK_AHEAD_MS;
  if (!isPossible || before?.state === 'with-agent') return refuse('bad-callback');
  const places = [
    wish.since,
    ...(before?.state === 'waiting' ? [before.since] : []),
    ...(isInLine(chat) ? [chat.since] : []),
  ];
  return changed(asked, { ...wish, since: Math.min(...places), state: 'waiting' });
}

function changed(asked: Asked, callback: Callback): AskingOutcome {
  return done({ ...asked, callback }, { type: 'callback-changed', callback });
}

type InLine = Extract<Chat, { state: 'waiting' | 'offered' }>;

function isInLine(chat: Chat): chat is InLine {
  return chat.state === 'waiting' || chat.state === 'offered';
}

/** Who only stood in line for it leaves; an agent who has it keeps the chat. */
function cancelCallback(asked: Asked, { hasWritten }: Input<'cancel-callback'>): AskingOutcome {
  const { callback, chat } = asked;
  if (callback?.state === 'cancelled') return done(asked);
  if (callback?.state !== 'waiting' && callback?.state !== 'with-agent') {
    return refuse('bad-callback');
  }
  const cancelled: Callback = { ...callback, state: 'cancelled' };
  const fact = { type: 'callback-changed', callback: cancelled } as const;
  if (hasWritten || !isInLine(chat)) return done({ ...asked, callback: cancelled }, fact);
  const left: Asked = { ...asked, callback: cancelled, chat: { state: 'none' } };
  return done(left, fact, { type: 'chat-left-line' });
}

function closeCallback(asked: Asked, { agentId, outcome }: Input<'close-callback'>): AskingOutcome {
  const { callback, chat } = asked;
  if (!isServing(chat, agentId)) return refuse('not-yours');
  if (callback?.state === outcome) return done(asked);
  return callback?.state === 'with-agent'
    ? changed(asked, { ...callback, state: outcome })
    : refuse('bad-callback');
}

/** More than that nobody has to say in one conversation. */
const MOST_FEEDBACK = 50;

function giveFeedback(asked: Asked, feedback: Feedback, now: Millis): AskingOutcome {
  const before = asked.feedback.find((one) => isAboutSame(one, feedback) && !isOld(one, now));
  const isKnown = asked.feedback.some((one) => isAboutSame(one, feedback));
  const isFull = before === undefined && asked.feedback.length >= MOST_FEEDBACK;
  // A call is over once; chats and rooms of one conversation come again.
  const isLate = isKnown && before === undefined && feedback.callId !== null;
  if (isFull || isLate) return refuse('request-closed');
  const fact = { type: 'feedback-given', feedback } as const;
  return done({ ...asked, feedback: withFeedback(asked.feedback, feedback) }, fact);
}

function isAboutSame(one: Feedback, other: Feedback): boolean {
  return one.about === other.about && one.callId === other.callId;
}

function isOld(one: Feedback, now: Millis): boolean {
  return one.at + FEEDBACK_REVISED_MS < now;
}

/** What customers thought, with this: it replaces what was said of the same within the hour. */
export function withFeedback(given: readonly Feedback[], feedback: Feedback): readonly Feedback[] {
  const kept = given.filter((one) => !isAboutSame(one, feedback) || isOld(one, feedback.at));
  return [...kept, feedback];
}

/** What is asked and where the chat stands, brought to agree after anything has happened; null when they do. */
export function settled(
  asked: Asked,
  now: Millis,
): { readonly asked: Asked; readonly facts: readonly ConversationFact[] } | null {
  const answered = withoutLostQuestions(asked);
  const next = withCallbackSettled(answered.asked, now);
  const facts = [...answered.facts, ...next.facts];
  return next.asked === asked ? null : { asked: next.asked, facts };
}

type Settling = { readonly asked: Asked; readonly facts: readonly ConversationFact[] };

function withoutLostQuestions(asked: Asked): Settling {
  const video = withoutLostRequest(asked);
  const { requests, facts } = withoutLostRequests(video.asked);
  if (facts.length === 0) return video;
  return { asked: { ...video.asked, requests }, facts: [...video.facts, ...facts] };
}

/** The agent who asked has the chat no longer: nobody would answer the customer's yes. */
function withoutLostRequest(asked: Asked): Settling {
  const { videoRequest, chat } = asked;
  const isLost = isStanding(videoRequest) && !isServing(chat, videoRequest.agentId);
  return isLost ? lapse(asked, videoRequest, 'withdrawn') : { asked, facts: [] };
}

function withCallbackSettled(asked: Asked, now: Millis): Settling {
  const { callback, chat } = asked;
  if (callback === null) return { asked, facts: [] };
  const state = callbackState(callback, chat, now);
  const after = state === callback.state ? callback : { ...callback, state };
  const placed = chatFor(after, chat, now);
  if (after === callback && placed === chat) return { asked, facts: [] };
  const facts: ConversationFact[] = [];
  if (after !== callback) facts.push({ type: 'callback-changed', callback: after });
  if (placed !== chat && !isInLine(chat)) facts.push({ type: 'chat-queued' });
  return { asked: { ...asked, callback: after, chat: placed }, facts };
}

/** Whoever takes the chat takes the wish; whoever lets go of it without a word gives it back. */
function callbackState(callback: Callback, chat: Chat, now: Millis): Callback['state'] {
  if (callback.state === 'waiting') {
    return chat.state === 'assigned' && callback.dueAt <= now ? 'with-agent' : 'waiting';
  }
  if (callback.state !== 'with-agent') return callback.state;
  switch (chat.state) {
    case 'assigned':
      return 'with-agent';
    case 'waiting':
    case 'offered':
      return 'waiting';
    case 'completed':
      return 'not-reached';
    // Their call was handed on to a queue.
    case 'none':
      return 'reached';
  }
}

/** A wish that is due stands in line at its place, whoever has completed or given back the chat meanwhile (Q5). */
function chatFor(callback: Callback, chat: Chat, now: Millis): Chat {
  const { since, state, dueAt } = callback;
  if (state !== 'waiting' || dueAt > now || chat.state === 'assigned') return chat;
  if (hasPlace(callback, chat)) return chat;
  if (isInLine(chat)) return { ...chat, since };
  return { state: 'waiting', since, passedBy: [] };
}

function hasPlace({ since }: Callback, chat: Chat): boolean {
  return isInLine(chat) && chat.since <= since;
}

/** The callback for which a chat stands in line or is served now; null when it is an ordinary chat. */
export function callbackOf({ callback }: Pick<Asked, 'callback'>, now: Millis): Callback | null {
  if (callback === null || callback.dueAt > now) return null;
  return callback.state === 'waiting' || callback.state === 'with-agent' ? callback : null;
}

/** What falls due by itself in what is asked; `key` is unique in its conversation. */
export function askingTimers({ videoRequest, requests, callback, chat }: Asked): readonly {
  readonly key: string;
  readonly at: Millis;
  readonly input: AskingInput;
}[] {
  const request = isStanding(videoRequest)
    ? [
        {
          key: `video-request:${videoRequest.id}`,
          at: videoRequest.until,
          input: { type: 'video-request-over', requestId: videoRequest.id } as const,
        },
      ]
    : [];
  const wish =
    callback?.state === 'waiting' && !hasPlace(callback, chat)
      ? [
          {
            key: `callback:${callback.id}`,
            at: callback.dueAt,
            input: { type: 'callback-due', callbackId: callback.id } as const,
          },
        ]
      : [];
  return [...request, ...requestTimers(requests), ...wish];
}
