import { type Conversation, NOTHING_ASKED } from '../conversation/conversation.ts';

/** Cleo's conversation, in which nothing has happened but what a test says. */
export function newConversation(told: Partial<Conversation> = {}): Conversation {
  return {
    id: 'c',
    kind: 'customer',
    staffIds: [],
    entryId: 'entry',
    queueId: 'queue',
    customer: { id: 'customer', name: 'Cleo', verified: null },
    form: {},
    page: null,
    startedAt: 0,
    chat: { state: 'none' },
    wrapUps: [],
    ...NOTHING_ASKED,
    ...told,
  };
}
