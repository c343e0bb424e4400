import { expect, test } from 'vitest';
import { type Front, tabAfter } from './use-pane-tab.ts';

const IDLE: Front = { call: 'none', inRoom: false, isOpen: false, isFrozen: false };
const WAITING: Front = { call: 'none', inRoom: true, isOpen: true, isFrozen: false };
const VIDEO: Front = { call: 'picture', inRoom: true, isOpen: true, isFrozen: false };

test('a room that the agent opens and a call that begins come to the front', () => {
  expect(tabAfter('chat', IDLE, WAITING)).toBe('video');
  expect(tabAfter('chat', WAITING, VIDEO)).toBe('video');
  expect(tabAfter('chat', IDLE, { ...IDLE, call: 'audio' })).toBe('call');
});

test('when the call is over the chat is back, or the room while it is open', () => {
  expect(tabAfter('video', VIDEO, WAITING)).toBe('video');
  expect(tabAfter('video', { ...IDLE, call: 'picture' }, IDLE)).toBe('chat');
});

test('who looks at what was shared is not led away when the call ends', () => {
  expect(tabAfter('share', { ...IDLE, call: 'picture' }, IDLE)).toBe('share');
  expect(tabAfter('share', VIDEO, WAITING)).toBe('share');
});

test('what the agent chose stays while nothing else happens', () => {
  expect(tabAfter('chat', WAITING, WAITING)).toBe('chat');
  expect(tabAfter('chat', VIDEO, VIDEO)).toBe('chat');
  expect(tabAfter('call', WAITING, { ...IDLE, isOpen: true })).toBe('call');
});

test('a picture that is frozen in a call comes to the front; one that is opened without a call moves nothing', () => {
  expect(tabAfter('chat', VIDEO, { ...VIDEO, isFrozen: true })).toBe('video');
  expect(tabAfter('share', IDLE, { ...IDLE, isFrozen: true })).toBe('share');
  expect(tabAfter('chat', { ...VIDEO, isFrozen: true }, VIDEO)).toBe('chat');
});
