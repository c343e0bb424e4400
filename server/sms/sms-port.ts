import type { Delivery } from '@parley/core/conversation/room.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Tx } from '../database/database.ts';

/** An SMS as a room wants it sent. */
export type SmsWanted = {
  readonly roomId: string;
  readonly conversationId: string;
  readonly agentId: string;
  /** E.164, as `readNumber` gives it. */
  readonly to: string;
  /** Two letters, as `readNumber` gives it. */
  readonly country: string;
  readonly text: string;
  /** After that nothing is sent any more, as the link would be dead; a quarter of an hour when left out. */
  readonly until?: Millis;
};

/** What queueing came to. */
export type SmsQueued =
  | { readonly ok: true; readonly smsId: string }
  | { readonly ok: false; readonly code: 'bad-number' }
  | { readonly ok: false; readonly code: 'sms-capped'; readonly retryAfterMs: number };

/** A telephone number as typed, made whole. */
export type NumberRead =
  | { readonly ok: true; readonly to: string; readonly country: string }
  | { readonly ok: false; readonly code: 'bad-number' };

/** What the text of an invitation says. */
export type SmsWords = {
  readonly business: string;
  readonly url: string;
  readonly reference: string | null;
};

/** Puts on the room's conversation what became of its SMS; safe to repeat. */
export type DeliveryReported = (
  conversationId: string,
  roomId: string,
  delivery: Delivery,
) => Promise<void>;

/** What rooms see of SMS, whatever gateway there is. */
export type SmsPort = {
  /** Nothing is sent before the transaction commits; caps are counted inside it. */
  queueSms(tx: Tx, wanted: SmsWanted, now: Millis): Promise<SmsQueued>;
  /** Keeps what is not sent yet from being sent: nobody is to come to this room any more. */
  withdraw(tx: Tx, roomId: string): Promise<void>;
  /** Only numbers of allowed countries, and none that cost the one who is written to or the one who writes. */
  readNumber(typed: string, country: string): NumberRead;
  textFor(words: SmsWords): string;
};
