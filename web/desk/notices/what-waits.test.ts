import type { OfferCard } from '@parley/core/presence/desk-view.ts';
import { expect, test } from 'vitest';
import { answerPath, offerToAnswer, subjectOf, tagOf } from './notice.ts';
import { whatWaits } from './what-waits.ts';

const OFFER: OfferCard = {
  offerId: 'offer_1',
  contactId: 'contact_1',
  conversationId: 'conv_1',
  callId: 'call_1',
  legId: 'leg_1',
  channel: 'video',
  kind: 'video',
  purpose: 'call',
  fromName: null,
  customerName: 'Cleo',
  queueName: 'Support',
  entryName: 'Shop',
  cameBy: null,
  topic: 'My secret',
  page: { url: 'https://shop.example/secret', title: 'My secret' },
  callback: null,
  roomId: null,
  isExpected: false,
  waitingSince: 0,
  offeredAt: 0,
  ringsUntil: 30_000,
};
const NOTHING = { offers: [], conversations: [], colleagues: [], pageSounds: true };
const CHAT = { conversationId: 'conv_1', customerName: 'Cleo', queueName: 'Support', call: null };

test('an offer is told by who asks, for what and where, and by nothing that the customer wrote', () => {
  const told = whatWaits({ ...NOTHING, offers: [OFFER] });
  expect(told).toEqual([
    { tag: 'offer/offer_1', title: 'Cleo', body: 'Web video call for Support', silent: true },
  ]);
});

test('a colleague who rings is told by their own name; a page that cannot sound leaves it to the system', () => {
  const internal = { ...OFFER, purpose: 'internal', kind: 'audio', fromName: 'Bo' } as const;
  const [told] = whatWaits({ ...NOTHING, offers: [internal], pageSounds: false });
  expect(told).toMatchObject({ title: 'Bo', silent: false });
});

test.each([
  ['consult', 'Bo', 'Asks you about Cleo'],
  ['transfer', 'Bo', 'Hands Cleo over to you'],
  ['internal', 'Bo', 'Colleague calls you with video'],
  // Sent on by Bo, who is not in it: the customer rings.
  ['call', 'Cleo', 'Web video call for Support'],
] as const)('a %s is told by who rings, and for what', (purpose, title, body) => {
  const offer = { ...OFFER, purpose, fromName: 'Bo' };
  expect(whatWaits({ ...NOTHING, offers: [offer] })).toMatchObject([{ title, body }]);
});

test('who wishes to be called back is told as that, by the name they gave for it', () => {
  const wish = { way: 'web', name: 'Dana', number: null, topic: 'My secret', dueAt: 0 } as const;
  const offer = { ...OFFER, kind: null, customerName: 'Visitor', callback: wish };
  const told = whatWaits({ ...NOTHING, offers: [offer] });
  expect(told).toMatchObject([{ title: 'Dana', body: 'Callback for Support' }]);
});

test('the guest of a video room is told by name, also where the agent has no queue', () => {
  const offer = { ...OFFER, roomId: 'room_1', queueName: '' };
  const told = whatWaits({ ...NOTHING, offers: [offer] });
  expect(told).toMatchObject([{ title: 'Cleo', body: 'Video room' }]);
});

test('what colleagues wrote waits under their names, in numbers', () => {
  const colleagues = [
    { id: 'bo', name: 'Bo', unread: 2 },
    { id: 'eve', name: 'Eve', unread: 0 },
  ];
  expect(whatWaits({ ...NOTHING, colleagues })).toEqual([
    { tag: 'colleague/bo', title: '2 new messages from Bo', body: 'Colleague', silent: true },
  ]);
});

test.each([
  [0, []],
  [1, ['New message from Cleo']],
  [3, ['3 new messages from Cleo']],
])('%i unread messages are told by their sender and number', (unread, titles) => {
  const conversations = [{ ...CHAT, unread }];
  const told = whatWaits({ ...NOTHING, conversations });
  expect(told.map(({ title }) => title)).toEqual(titles);
});

test('a tag says again what it was made of; what is none of ours says nothing', () => {
  const subject = { kind: 'offer', id: 'offer_-x_1' } as const;
  expect(subjectOf(tagOf(subject))).toEqual(subject);
  expect(subjectOf('failed/offer/offer_1')).toBeNull();
  expect(subjectOf('offer/')).toBeNull();
});

test('the address that a notification opens names the offer to answer; no other address does', () => {
  expect(offerToAnswer(new URL(answerPath('offer_1'), 'https://parley.example').hash)).toBe(
    'offer_1',
  );
  expect(offerToAnswer('#conversation/conv_1')).toBeNull();
});
