import { expect, test } from 'vitest';
import { verifiedAs } from './verified.ts';

const TYPED = { id: 'customer', name: 'Cleo', verified: null };
const SIGNED = { subject: '17', name: 'Cleo Marsh', email: 'cleo@shop.example', phone: null };

test('a signed name takes the place of a typed one', () => {
  expect(verifiedAs(TYPED, SIGNED)).toEqual({
    id: 'customer',
    name: 'Cleo Marsh',
    verified: SIGNED,
  });
});

test('where no name was signed the typed one stays, and is not said to be verified', () => {
  const verified = { ...SIGNED, name: null };
  expect(verifiedAs(TYPED, verified)).toEqual({ id: 'customer', name: 'Cleo', verified });
});

test('a verified customer is verified again with what is new, and never as somebody else', () => {
  const customer = { ...TYPED, verified: SIGNED };
  const moved = { ...SIGNED, email: 'cleo@new.example' };
  expect(verifiedAs(customer, moved)?.verified).toEqual(moved);
  expect(verifiedAs(customer, { ...SIGNED, subject: '18' })).toBeNull();
});
