import type { DeskWrapUp } from '@parley/core/presence/desk-view.ts';
import { expect, test } from 'vitest';
import { cardsAfter, SILENT, type WrapUpCard } from './cards.ts';

const CLEO: DeskWrapUp = {
  conversationId: 'conv',
  callId: 'call',
  customerName: 'Cleo',
  channel: 'voice',
  since: 0,
  until: 60_000,
};
const NIA: DeskWrapUp = { ...CLEO, callId: 'later', customerName: 'Nia' };
const nothing = () => SILENT;

function card(changes: Partial<WrapUpCard> = {}): WrapUpCard {
  const { conversationId, callId, customerName, until } = CLEO;
  return { conversationId, callId, customerName, until, said: SILENT, isSaving: false, ...changes };
}

test('each call that ends brings its own card, with what was typed before a reload', () => {
  const draft = { code: 'Resolved', note: 'Half a no' };
  const cards = cardsAfter([card()], [CLEO, NIA], (callId) =>
    callId === 'later' ? draft : SILENT,
  );
  expect(cards.map((one) => [one.customerName, one.said])).toEqual([
    ['Cleo', SILENT],
    ['Nia', draft],
  ]);
});

test('an untouched card goes with its time, one with a note stays to be saved', () => {
  const written = { code: null, note: 'Sent the invoice' };
  expect(cardsAfter([card()], [], nothing)).toEqual([]);
  expect(cardsAfter([card({ said: written })], [], nothing)).toEqual([
    card({ said: written, until: null }),
  ]);
});

test('a card that is being saved stays until the answer is there', () => {
  expect(cardsAfter([card({ isSaving: true })], [], nothing)).toHaveLength(1);
});

test('a card opened for a call of earlier stays while others come and go', () => {
  const earlier = card({ until: null });
  expect(cardsAfter([earlier], [NIA], nothing)).toHaveLength(2);
  expect(cardsAfter([earlier], [], nothing)).toEqual([earlier]);
});
