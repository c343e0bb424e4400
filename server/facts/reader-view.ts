import type { Who } from '@parley/core/access/can.ts';
import type {
  Author,
  CallEvent,
  ConversationFact,
  Numbered,
} from '@parley/core/conversation/events.ts';
import type { Room } from '@parley/core/conversation/room.ts';
import type { FileMaker, SharedFile } from '@parley/core/files/shared-file.ts';
import { callEventFor } from './customer-call.ts';

type StoredFact = ConversationFact | CallEvent;

/** The same numbers with what this reader may know: customers see a name where staff see people and reasons. */
export function eventsFor(
  who: Who,
  events: readonly Numbered<unknown>[],
): readonly Numbered<unknown>[] {
  if (who.role !== 'customer') return events;
  return events.map((event) => ({ ...event, data: forCustomer(event.data as StoredFact) }));
}

function forCustomer(fact: StoredFact): StoredFact {
  switch (fact.type) {
    case 'call':
      return callEventFor(fact);
    case 'message-sent':
      return { ...fact, author: nameOnly(fact.author), ...sentFile(fact.file) };
    case 'video-invited':
      return { ...fact, author: nameOnly(fact.author) };
    // What an agent has uploaded is theirs until they send it.
    case 'file-added':
      return fact.file.forCustomer ? { ...fact, file: fileFor(fact.file) } : { type: 'hidden' };
    case 'file-removed':
      return { ...fact, by: nameOnly(fact.by) };
    case 'conversation-completed':
      return { ...fact, by: nameOnly(fact.by) };
    case 'picture-shared':
    case 'drawn':
    case 'picture-sent':
      return { ...fact, by: nameOnly(fact.by) };
    case 'picture-deleted':
      return fact.by === null ? fact : { ...fact, by: nameOnly(fact.by) };
    case 'chat-assigned':
    case 'video-requested':
    case 'customer-asked':
      return { ...fact, agentId: '' };
    // The business's reference is the business's own.
    case 'conversation-started': {
      const { cameBy: _cameBy, ...rest } = fact;
      return rest;
    }
    // What became of the text message is the desk's own affair.
    case 'room-changed':
      return fact.because === 'delivery'
        ? { type: 'hidden' }
        : { ...fact, room: roomFor(fact.room) };
    // Whom the chat was taken from, and why, is the desk's own affair.
    case 'chat-released':
      return { type: 'chat-queued' };
    // What agents note about a call is not for its customer.
    case 'wrap-up-started':
    case 'wrapped-up':
    case 'wrap-up-corrected':
    case 'internal-started':
    // Whoever holds a link to the conversation need not read what is known of them.
    case 'customer-verified':
      return { type: 'hidden' };
    case 'customer-named':
    case 'messages-delivered':
    case 'messages-read':
    case 'chat-queued':
    case 'page-changed':
    case 'video-request-closed':
    case 'position-hindered':
    case 'customer-request-closed':
    case 'callback-changed':
    case 'chat-left-line':
    case 'feedback-given':
    case 'drawing-undone':
    case 'drawing-redone':
    case 'hidden':
      return fact;
  }
}

/** The room by its agent's name, without the business's reference. */
function roomFor(room: Room): Room {
  return { ...room, agentId: '', reference: null, delivery: 'none' };
}

function sentFile(file: SharedFile | undefined): { readonly file?: SharedFile } {
  return file === undefined ? {} : { file: fileFor(file) };
}

function fileFor(file: SharedFile): SharedFile {
  return { ...file, madeBy: nameOnly(file.madeBy) };
}

function nameOnly<One extends Author | FileMaker>(author: One): One {
  return author.role === 'agent' ? { ...author, id: '' } : author;
}
