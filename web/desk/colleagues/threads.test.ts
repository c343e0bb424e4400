import type { Colleague, MailboxFact } from '@parley/contracts/staff-messages.ts';
import { expect, test } from 'vitest';
import {
  ASKED,
  type Mail,
  mailAfter,
  NO_MAIL,
  peopleInOrder,
  peopleSeen,
  threadWith,
  unreadIn,
} from './threads.ts';

const BO: Colleague = {
  id: 'bo',
  name: 'Bo',
  role: 'agent',
  isHere: false,
  last: null,
  unread: 0,
  ownRead: 0,
  theirRead: 0,
};
const SAM: Colleague = { ...BO, id: 'sam', name: 'Sam', role: 'supervisor' };
const MAIL: Mail = { ...NO_MAIL, loaded: true, people: [BO, SAM] };

function message(seq: number, authorId = 'bo') {
  return { seq, messageId: `m${seq}`, authorId, text: `${seq}`, at: seq };
}

function wrote(seq: number, authorId = 'bo'): MailboxFact {
  return { type: 'staff-message', withId: 'bo', message: message(seq, authorId) };
}

function after(mail: Mail, ...facts: readonly MailboxFact[]): Mail {
  return facts.reduce((now, fact) => mailAfter(now, 'alex', fact), mail);
}

test('what others write counts as unread once, what one writes oneself does not', () => {
  const mail = after(MAIL, wrote(1), wrote(2), wrote(2), wrote(3, 'alex'));
  expect(unreadIn(mail)).toBe(2);
  expect(mail.people[0]?.last?.seq).toBe(3);
});

test('reading to the end in any page leaves nothing unread, and the other sees how far one has read', () => {
  const read = { type: 'staff-read', withId: 'bo', upTo: 2 } as const;
  const mail = after(MAIL, wrote(1), wrote(2), { ...read, byId: 'alex' });
  expect(unreadIn(mail)).toBe(0);
  expect(after(mail, { ...read, byId: 'bo' }).people[0]?.theirRead).toBe(2);
});

test('a message that arrives while its thread is being loaded is neither lost nor shown twice', () => {
  const asked = { ...MAIL, threads: new Map([['bo', ASKED]]) };
  const thread = after(asked, wrote(3), wrote(2)).threads.get('bo') ?? ASKED;
  const page = { messages: [message(1), message(2)], more: false };
  expect(threadWith(thread, page).messages.map((one) => one.seq)).toEqual([1, 2, 3]);
});

test('a thread that nobody opened here keeps no messages', () => {
  expect(after(MAIL, wrote(1)).threads.size).toBe(0);
});

test('a later look at who is there keeps what the mailbox told meanwhile, and brings new people', () => {
  const mail = after(MAIL, wrote(1));
  const cy = { ...BO, id: 'cy', name: 'Cy' };
  const people = peopleSeen(mail.people, [{ ...BO, isHere: true }, cy]);
  expect(people).toMatchObject([{ id: 'bo', isHere: true, unread: 1 }, { id: 'cy' }]);
});

test('who wrote last stands first, and names are found by any part of them', () => {
  const { people } = after(MAIL, {
    type: 'staff-message',
    withId: 'sam',
    message: message(1, 'sam'),
  });
  expect(peopleInOrder(people, '').map((one) => one.id)).toEqual(['sam', 'bo']);
  expect(peopleInOrder(people, ' B').map((one) => one.id)).toEqual(['bo']);
});
