import { conversationStream } from '@parley/contracts/streams.ts';
import { type Conversation, NOTHING_ASKED } from '@parley/core/conversation/conversation.ts';
import type { ConversationFact, HostPage } from '@parley/core/conversation/events.ts';
import type { Customer, VerifiedCustomer } from '@parley/core/conversation/verified.ts';
import type { Millis } from '@parley/core/time.ts';
import { closing } from '../changes/changes.ts';
import type { Database } from '../database/database.ts';

/** What is known when a customer opens a conversation. */
export type OpenConversation = {
  readonly entryId: string;
  readonly name: string;
  readonly form: Readonly<Record<string, string>>;
  readonly page: HostPage | null;
  /** What the host's server has signed; null when it signed nothing. */
  readonly verified: VerifiedCustomer | null;
};

type Parts = {
  readonly database: Database;
  readonly now: () => Millis;
  readonly random: () => string;
};

/** Begins a conversation of a new customer at an entry; null when there is no such entry. */
export async function openConversation(
  { database, now, random }: Parts,
  { entryId, name, form, page, verified }: OpenConversation,
): Promise<{ readonly conversationId: string; readonly personId: string } | null> {
  const at = now();
  const conversationId = `conv_${random()}`;
  const customer = { id: `cust_${random()}`, name, verified };
  const { result } = await database.exchange<{ queueId: string | null }, boolean>({
    open: {
      name: 'open_at_entry',
      text: `SELECT jsonb_build_object('queueId', (SELECT queue_id FROM entries WHERE id = $1)) AS opened`,
      values: [entryId],
    },
    decide: ({ queueId }) => {
      if (queueId === null) return { write: null, result: false };
      const begun = begin({ conversationId, entryId, queueId, customer, form, page, at });
      return { write: begun, result: true };
    },
  });
  return result ? { conversationId, personId: customer.id } : null;
}

type Beginning = Omit<OpenConversation, 'name' | 'verified'> & {
  readonly conversationId: string;
  readonly queueId: string;
  readonly customer: Customer;
  readonly at: Millis;
};

function begin(beginning: Beginning): ReturnType<typeof closing> {
  const { conversationId, entryId, queueId, customer, form, page, at } = beginning;
  const value: Conversation = {
    id: conversationId,
    kind: 'customer',
    staffIds: [],
    entryId,
    queueId,
    customer,
    form,
    page,
    startedAt: at,
    chat: { state: 'none' },
    wrapUps: [],
    ...NOTHING_ASKED,
  };
  const started: ConversationFact = {
    type: 'conversation-started',
    entryId,
    customer: { id: customer.id, name: customer.name },
    page,
    form,
  };
  const proved: ConversationFact = { type: 'customer-verified', customer };
  const facts = customer.verified === null ? [started] : [started, proved];
  return closing({
    conversationId,
    conversation: {
      id: conversationId,
      value,
      entryId,
      queueId,
      customerId: customer.id,
      chatState: 'none',
      agentIds: [],
      startedAt: at,
    },
    retryAt: at,
    events: facts.map((data) => ({ stream: conversationStream(conversationId), at, data })),
  });
}
