import type { Delivery } from '@parley/core/conversation/room.ts';
import type { Millis } from '@parley/core/time.ts';

/** What gateways report of an SMS they took. */
export type Reported = Extract<Delivery, 'sent' | 'delivered' | 'failed' | 'unknown'>;

/** An SMS on its way out. */
export type Outgoing = {
  readonly id: string;
  readonly to: string;
  readonly text: string;
  readonly until: Millis;
};

/** What trying to send came to. */
export type Sent =
  /** `gatewayIds` are what later reports call it by; none where they call it by our own id. */
  | { readonly outcome: 'taken'; readonly gatewayIds: readonly string[] }
  /** It will never be taken. */
  | { readonly outcome: 'refused'; readonly because: string }
  /** It was certainly not taken, and may be later. */
  | {
      readonly outcome: 'not-now';
      readonly because: string;
      readonly retryAfterMs: number | null;
    }
  /** Nobody can say whether it was taken. */
  | { readonly outcome: 'unsure'; readonly because: string };

/** One way out of the house. */
export type Gateway = {
  /** Whether sending the same id again sends nothing twice; else it is sent once more at most. */
  readonly isIdempotent: boolean;
  /** Whether the text stays in the outbox, to be read there. */
  readonly keepsText: boolean;
  send(sms: Outgoing): Promise<Sent>;
  /** Begins to listen for reports where they come over a line that stays open. */
  open(): void;
  close(): Promise<void>;
};
