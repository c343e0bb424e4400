import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keep, readKept } from './kept.ts';

const CHAT = { conversationId: 'c', token: 't', open: true, inCall: true };
const HOUR_MS = 3_600_000;

/** A browser's storage as long as the test lasts. */
function storage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

beforeEach(() => {
  vi.useFakeTimers({ now: 0, toFake: ['Date'] });
  vi.stubGlobal('localStorage', storage());
  vi.stubGlobal('sessionStorage', storage());
});

afterEach(() => {
  keep('web', null);
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('E9: a conversation is found again after a reload, with what was open', () => {
  keep('web', CHAT);
  expect(readKept('web')).toEqual(CHAT);
});

test('another tab finds the conversation, closed and without the call', () => {
  keep('web', CHAT);
  vi.stubGlobal('sessionStorage', storage());
  expect(readKept('web')).toEqual({ ...CHAT, open: false, inCall: false });
});

test('after a day it is forgotten', () => {
  keep('web', CHAT);
  vi.setSystemTime(23 * HOUR_MS);
  expect(readKept('web')).toEqual(CHAT);
  vi.setSystemTime(25 * HOUR_MS);
  expect(readKept('web')).toBeNull();
});

test('race 16: where storing is refused it lasts as long as the page', () => {
  vi.unstubAllGlobals();
  for (const name of ['localStorage', 'sessionStorage']) {
    Object.defineProperty(globalThis, name, {
      configurable: true,
      get: () => {
        throw new DOMException('refused', 'SecurityError');
      },
    });
  }
  keep('web', CHAT);
  expect(readKept('web')).toEqual(CHAT);
  keep('web', null);
  expect(readKept('web')).toBeNull();
  for (const name of ['localStorage', 'sessionStorage']) Reflect.deleteProperty(globalThis, name);
});
