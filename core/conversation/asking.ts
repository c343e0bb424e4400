import type { Millis } from '../time.ts';
import type { CustomerRequestInput } from './customer-request.ts';

/** What became of an agent's question for video (E7). */
export type VideoRequestOutcome =
  | 'accepted'
  | 'declined'
  | 'unsupported-browser'
  | 'no-microphone'
  /** Taken back by the agent, or the agent has the chat no longer. */
  | 'withdrawn'
  /** Nobody answered in time, or the call that was agreed to never began. */
  | 'unanswered';

/** An agent asks the customer in the chat for a video call; the newest one of its conversation. */
export type VideoRequest = {
  readonly id: string;
  readonly agentId: string;
  readonly agentName: string;
  readonly at: Millis;
  /** By then it is answered; once it was accepted, by then its call has begun. */
  readonly until: Millis;
  readonly outcome: VideoRequestOutcome | null;
};

/** How long a question for video waits for an answer. */
export const VIDEO_REQUEST_MS = 60_000;

/** How long the page of a customer who said yes has to begin the call: long enough to press a browser's own questions away. */
export const VIDEO_START_MS = 60_000;

/** How the customer wants to be called back (E15). */
export type CallbackWay = 'web' | 'phone';

/** A customer's wish to be called back; it stands in line since it was asked for. */
export type Callback = {
  readonly id: string;
  readonly way: CallbackWay;
  readonly name: string;
  /** E.164; null for the web. */
  readonly number: string | null;
  readonly topic: string;
  /** The place in line. */
  readonly since: Millis;
  /** Not before this instant. */
  readonly dueAt: Millis;
  readonly state: 'waiting' | 'with-agent' | 'reached' | 'not-reached' | 'cancelled';
};

/** What a customer thought of it (E10): 1 to 5, and words. */
export type Feedback = {
  readonly at: Millis;
  readonly about: 'call' | 'room' | 'chat';
  readonly callId: string | null;
  readonly rating: 1 | 2 | 3 | 4 | 5;
  readonly comment: string;
};

/** How long a customer may say it better. */
export const FEEDBACK_REVISED_MS = 3_600_000;

/** What can happen to the questions that stand in a conversation. */
export type AskingInput =
  | CustomerRequestInput
  | {
      readonly type: 'ask-for-video';
      readonly requestId: string;
      readonly agentId: string;
      readonly agentName: string;
      readonly until: Millis;
    }
  | { readonly type: 'withdraw-video-request'; readonly agentId: string }
  | {
      readonly type: 'answer-video-request';
      readonly requestId: string;
      readonly outcome: 'accepted' | 'declined' | 'unsupported-browser' | 'no-microphone';
    }
  | { readonly type: 'video-request-over'; readonly requestId: string }
  /** The call that an accepted question is good for begins; there is one. */
  | { readonly type: 'use-video-request'; readonly requestId: string }
  /** `since` is since when they have been waiting in whatever line; the oldest place counts. */
  | { readonly type: 'request-callback'; readonly callback: Omit<Callback, 'state'> }
  /** Who has an unanswered message stays in line for it. */
  | { readonly type: 'cancel-callback'; readonly hasWritten: boolean }
  /** The wish is due: it goes into the line with the place it had. */
  | { readonly type: 'callback-due'; readonly callbackId: string }
  | {
      readonly type: 'close-callback';
      readonly agentId: string;
      readonly outcome: 'reached' | 'not-reached';
    }
  | { readonly type: 'give-feedback'; readonly feedback: Omit<Feedback, 'at'> };
