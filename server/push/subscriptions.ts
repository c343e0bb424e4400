import { RELOAD_MS } from '@parley/core/presence/presence.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Tx } from '../database/database.ts';
import { SESSION_MS } from '../sign-in/sessions.ts';
import type { BrowserKeys } from './encryption.ts';

/** A browser that wants to be told of offers. */
export type Subscription = BrowserKeys & { readonly sessionId: string; readonly endpoint: string };

/** One browser, one subscription: whoever signed in there last has it. */
export async function keepSubscription(
  tx: Tx,
  { sessionId, endpoint, p256dh, auth }: Subscription,
): Promise<void> {
  await tx.query({
    text: 'DELETE FROM push_subscriptions WHERE endpoint = $1 AND session_id <> $2',
    values: [endpoint, sessionId],
  });
  await tx.query({
    text: `INSERT INTO push_subscriptions (session_id, endpoint, p256dh, auth)
           VALUES ($1, $2, $3, $4)
           ON CONFLICT (session_id) DO UPDATE SET endpoint = excluded.endpoint,
             p256dh = excluded.p256dh, auth = excluded.auth`,
    values: [sessionId, endpoint, p256dh, auth],
  });
}

export async function forgetSubscription(tx: Tx, sessionId: string): Promise<void> {
  await tx.query({
    text: 'DELETE FROM push_subscriptions WHERE session_id = $1',
    values: [sessionId],
  });
}

/**
 * Where an agent has to be pushed to; nowhere as long as a page of theirs is awake, for it tells them itself.
 * A page that has its socket and runs renews its lease well before RELOAD_MS of it are left.
 */
export async function subscriptionsOf(
  tx: Tx,
  personId: string,
  now: Millis,
): Promise<readonly Subscription[]> {
  return tx.query<Subscription>({
    name: 'push_subscriptions_of',
    text: `SELECT session_id AS "sessionId", endpoint, p256dh, auth
      FROM push_subscriptions JOIN sessions ON sessions.id = session_id
      WHERE staff_id = $1 AND started_at > $2 AND NOT EXISTS
        (SELECT FROM leases WHERE agent_id = $1 AND until > $3)`,
    values: [personId, now - SESSION_MS, now + RELOAD_MS],
  });
}

/** Whether an offer made to this agent still rings; null when there is none. */
export async function isOfferOpen(
  tx: Tx,
  offerId: string,
  agentId: string,
): Promise<boolean | null> {
  const [row] = await tx.query<{ open: boolean }>({
    name: 'offer_is_open',
    text: 'SELECT outcome IS NULL AS open FROM offers WHERE id = $1 AND agent_id = $2',
    values: [offerId, agentId],
  });
  return row?.open ?? null;
}
