import type { Millis } from '@parley/core/time.ts';

/** Everything that is carried out later or after a commit. */
export type JobKind =
  /** An input that is due for a call: a ring that ends, a grace that is over. */
  | 'call-input'
  | 'chat-rang-out'
  /** An input that is due for a conversation: a room or a question whose time is over. */
  | 'conversation-input'
  /** The time for code and note of a call is over. */
  | 'wrap-up-over'
  /** A customer wrote where nobody serves the chat. */
  | 'seek'
  | 'match'
  | 'release'
  /** A call that no media node carries. */
  | 'place'
  | 'route'
  | 'watch-agent'
  | 'page-check';

/** What is to be carried out, and when; one row per key. */
export type Job = {
  readonly key: string;
  readonly kind: JobKind;
  readonly subject: string;
  readonly dueAt: Millis;
  readonly data: unknown;
};

/** A job as written; the token changes with every rewriting. */
export type JobTicket = {
  readonly key: string;
  readonly kind: JobKind;
  readonly subject: string;
  readonly token: number;
};

/** How long an effect waits for the process that committed it before any process carries it out. */
export const EFFECT_RETRY_MS = 3_000;
