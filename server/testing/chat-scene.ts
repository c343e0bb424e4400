import { randomUUID } from 'node:crypto';
import type { ConversationEvent } from '@parley/core/conversation/events.ts';
import {
  type ConversationView,
  emptyConversation,
  foldConversation,
} from '@parley/core/conversation/view.ts';
import { type AgentSeat, type Customer, eventsOf, type House } from './engine-house.ts';

/** A customer who has written, and the agent who answered. */
export async function chatting(house: House, agent: AgentSeat, name?: string): Promise<Customer> {
  const customer = await house.customer(name);
  await write(house, customer);
  await acceptChat(house, agent);
  return customer;
}

/** The customer writes a message. */
export async function write(house: House, customer: Customer): Promise<void> {
  const { conversationId } = customer;
  const message = { conversationId, messageId: randomUUID(), text: 'Hello' };
  await house.succeed(customer, 'send-message', message);
  await house.quiet();
}

/** Accepts the chat that is offered now. */
export async function acceptChat(house: House, agent: AgentSeat): Promise<void> {
  const [offer] = (await house.desk(agent)).offers;
  if (offer === undefined) throw new Error(`${agent.name} is not being offered anything`);
  await house.succeed(agent, 'answer-offer', { offerId: offer.offerId });
  await house.quiet();
}

/** The conversation as its agent sees it. */
export async function viewOf(house: House, conversationId: string): Promise<ConversationView> {
  const events = await eventsOf(house.database, `conversation:${conversationId}`);
  return events.reduce(
    (view, event) => foldConversation(view, event as ConversationEvent),
    emptyConversation(conversationId),
  );
}

/** The conversation as its customer sees it. */
export async function viewOfCustomer(house: House, customer: Customer): Promise<ConversationView> {
  const { conversationId } = customer;
  const read = await house.follow(customer.who, `conversation:${conversationId}`);
  if (!read.ok) throw new Error(`reading was refused: ${read.code}`);
  return read.events.reduce(
    (view, event) => foldConversation(view, event as ConversationEvent),
    emptyConversation(conversationId),
  );
}
