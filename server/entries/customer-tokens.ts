import type { Who } from '@parley/core/access/can.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Tx } from '../database/database.ts';
import { hashToken, looksLikeToken, newToken } from '../sign-in/tokens.ts';

/** A customer as their token proves them: one conversation, and no other. */
export type CustomerBearer = {
  readonly who: Extract<Who, { role: 'customer' }>;
  readonly name: string;
  /** Empty for who came by a link: their page is always our own. */
  readonly entryId: string;
};

export type TokenFor = {
  readonly conversationId: string;
  readonly personId: string;
  readonly entryId: string;
  readonly name: string;
};

/** Makes the customer's proof; only its hash is kept. */
export async function issueCustomerToken(tx: Tx, bearer: TokenFor, now: Millis): Promise<string> {
  const token = newToken();
  const { conversationId, personId, entryId, name } = bearer;
  await tx.query({
    text: `INSERT INTO customer_tokens
             (token_hash, conversation_id, person_id, entry_id, name, made_at)
           VALUES ($1, $2, $3, nullif($4, ''), $5, $6)`,
    values: [hashToken(token), conversationId, personId, entryId, name, now],
  });
  return token;
}

export async function findCustomer(tx: Tx, token: string): Promise<CustomerBearer | null> {
  if (!looksLikeToken(token)) return null;
  const [row] = await tx.query<TokenFor>({
    text: `SELECT conversation_id AS "conversationId", person_id AS "personId",
             coalesce(entry_id, '') AS "entryId", name
           FROM customer_tokens WHERE token_hash = $1`,
    values: [hashToken(token)],
  });
  if (row === undefined) return null;
  const { conversationId, personId, entryId, name } = row;
  return { who: { role: 'customer', personId, conversationId }, name, entryId };
}
