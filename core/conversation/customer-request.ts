import type { SharedFile } from '../files/shared-file.ts';
import type { Millis } from '../time.ts';

/** What an agent may ask the customer to send (M21). */
export type RequestedThing = 'photo' | 'location';

/** Where somebody is, as their device measured it once; degrees of WGS 84, with 6 digits. */
export type Position = {
  readonly latitude: number;
  readonly longitude: number;
  /** They are within this many metres of it. */
  readonly accuracyMetres: number;
};

/** Why a device does not tell where it is; the customer may try again. */
export type PositionObstacle =
  | 'denied'
  | 'unsupported'
  /** It found no place, or none in time. */
  | 'not-found';

/** What became of a request. */
export type RequestOutcome =
  | 'sent'
  | 'declined'
  /** Taken back by the agent, or the chat is not theirs any more. */
  | 'withdrawn'
  /** Nobody answered in time. */
  | 'unanswered';

/** An agent asks the customer for a photo or for where they are; the newest one of its kind. */
export type CustomerRequest = {
  readonly id: string;
  readonly what: RequestedThing;
  readonly agentId: string;
  readonly agentName: string;
  readonly at: Millis;
  readonly until: Millis;
  readonly outcome: RequestOutcome | null;
  /** What stood in the way when they last tried; null when nothing did. */
  readonly obstacle: PositionObstacle | null;
  /** The photo that was sent. */
  readonly fileId: string | null;
  /** The position that was sent. */
  readonly position: Position | null;
};

/** How long a request waits: somebody has to walk to the device that they are to take a picture of. */
export const CUSTOMER_REQUEST_MS = 10 * 60_000;

/** What can happen to such a request. */
export type CustomerRequestInput =
  | {
      readonly type: 'ask-customer';
      readonly what: RequestedThing;
      readonly requestId: string;
      readonly agentId: string;
      readonly agentName: string;
      readonly until: Millis;
    }
  | {
      readonly type: 'withdraw-customer-request';
      readonly what: RequestedThing;
      readonly agentId: string;
    }
  | { readonly type: 'decline-customer-request'; readonly requestId: string }
  | {
      readonly type: 'send-photo';
      readonly requestId: string;
      readonly messageId: string;
      readonly file: SharedFile;
    }
  | { readonly type: 'send-position'; readonly requestId: string; readonly position: Position }
  | {
      readonly type: 'report-position-obstacle';
      readonly requestId: string;
      readonly obstacle: PositionObstacle;
    }
  | { readonly type: 'customer-request-over'; readonly requestId: string };

/** What a conversation's stream says of such requests. */
export type CustomerRequestFact =
  | {
      readonly type: 'customer-asked';
      readonly requestId: string;
      readonly what: RequestedThing;
      readonly agentId: string;
      readonly agentName: string;
      readonly until: Millis;
    }
  | {
      readonly type: 'position-hindered';
      readonly requestId: string;
      readonly obstacle: PositionObstacle;
    }
  | {
      readonly type: 'customer-request-closed';
      readonly requestId: string;
      readonly what: RequestedThing;
      readonly outcome: RequestOutcome;
      readonly fileId: string | null;
      readonly position: Position | null;
    };

/** Six digits of a degree are 11 cm. */
const DIGITS = 1e6;

/** A position as it is kept: no digits that say nothing; null for what is no place on earth. */
export function positionOf({ latitude, longitude, accuracyMetres }: Position): Position | null {
  const isPlace = isWithin(latitude, 90) && isWithin(longitude, 180);
  if (!isPlace || !Number.isFinite(accuracyMetres) || accuracyMetres < 0) return null;
  return {
    latitude: rounded(latitude),
    longitude: rounded(longitude),
    accuracyMetres: Math.ceil(accuracyMetres),
  };
}

function isWithin(degrees: number, most: number): boolean {
  return Number.isFinite(degrees) && Math.abs(degrees) <= most;
}

function rounded(degrees: number): number {
  // Never a negative nought: it would not come out of the database as it went in.
  return Math.round(degrees * DIGITS) / DIGITS + 0;
}

/** The request of this kind that waits for the customer's answer; null when there is none. */
export function openRequestOf(
  requests: readonly CustomerRequest[],
  what: RequestedThing,
): CustomerRequest | null {
  return requests.find((one) => one.what === what && one.outcome === null) ?? null;
}
