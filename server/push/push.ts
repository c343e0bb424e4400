import { createHash } from 'node:crypto';
import type { OfferPush } from '@parley/contracts/push.ts';
import { personStream } from '@parley/contracts/streams.ts';
import type { Numbered } from '@parley/core/conversation/events.ts';
import {
  customerIn,
  type OfferCard,
  occasionOf,
  type PersonFact,
} from '@parley/core/presence/desk-view.ts';
import type { Millis } from '@parley/core/time.ts';
import { codeOf, type Database } from '../database/database.ts';
import type { Log } from '../log.ts';
import { encryptFor } from './encryption.ts';
import { forgetSubscription, type Subscription, subscriptionsOf } from './subscriptions.ts';
import { authorizationFor, type VapidKeys } from './vapid.ts';

/** Tells browsers of offers while no page of the agent is awake. */
export type Push = {
  /** Looks at what this server has just stored. */
  committed(events: readonly Numbered<unknown>[]): void;
  /** Gives up what is still being sent. */
  stop(): Promise<void>;
};

type Parts = {
  readonly database: Database;
  readonly keys: VapidKeys;
  readonly contact: string | null;
  readonly now: () => Millis;
  readonly log: Log;
};

const ANSWER_MS = 10_000;
/** What a service says when the browser has gone for good. */
const GONE = new Set([404, 410]);
const TOPIC_CHARACTERS = 32;

export function createPush(parts: Parts): Push {
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();

  const tell = async (personId: string, offer: OfferCard): Promise<void> => {
    const found = await subscriptionsOf(parts.database, personId, parts.now());
    const sent = found.map((to) => send(parts, to, { offer, signal: stopping.signal }));
    await Promise.all(sent);
  };

  return {
    committed(events) {
      for (const event of events) {
        const offer = offerIn(event);
        if (offer === null) continue;
        const personId = event.stream.slice(personStream('').length);
        const telling = tell(personId, offer)
          .catch((error: unknown) => warn(parts, codeOf(error)))
          .finally(() => running.delete(telling));
        running.add(telling);
      }
    },
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

function warn({ log }: Parts, code: string): void {
  log.warn({ code }, 'an offer was not pushed');
}

function offerIn({ stream, data }: Numbered<unknown>): OfferCard | null {
  if (!stream.startsWith(personStream(''))) return null;
  // The stream's contract: a person's stream carries person facts.
  const fact = data as PersonFact;
  return fact.type === 'offer-made' ? fact.offer : null;
}

type Sending = { readonly offer: OfferCard; readonly signal: AbortSignal };

async function send(parts: Parts, to: Subscription, sending: Sending): Promise<void> {
  const { offer, signal } = sending;
  const { database, now } = parts;
  const endpoint = new URL(to.endpoint);
  const ttlS = Math.max(0, Math.ceil((offer.ringsUntil - now()) / 1000));
  try {
    const answer = await fetch(endpoint, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
      headers: {
        Authorization: authorizationFor(endpoint, { ...parts, now: now() }),
        'Content-Encoding': 'aes128gcm',
        'Content-Type': 'application/octet-stream',
        TTL: String(ttlS),
        Urgency: 'high',
        Topic: topicOf(offer.offerId),
      },
      body: new Uint8Array(encryptFor(to, Buffer.from(JSON.stringify(wordOf(offer))))),
    });
    await answer.body?.cancel();
    if (GONE.has(answer.status)) await forgetSubscription(database, to.sessionId);
    else if (!answer.ok) warn(parts, `status-${answer.status}`);
  } catch (error) {
    // One service that cannot be reached keeps nobody else from being told.
    warn(parts, codeOf(error));
  }
}

function wordOf(offer: OfferCard): OfferPush {
  const { offerId, kind, purpose, fromName, queueName, ringsUntil } = offer;
  const what = { kind, purpose, occasion: occasionOf(offer) };
  const about = { ...what, fromName, customerName: customerIn(offer), queueName };
  return { type: 'offer', offerId, ...about, ringsUntil };
}

/** Told twice is told once: services replace what has the same topic. */
function topicOf(offerId: string): string {
  return createHash('sha256').update(offerId).digest('base64url').slice(0, TOPIC_CHARACTERS);
}
