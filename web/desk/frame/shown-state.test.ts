import { type DeskView, EMPTY_DESK } from '@parley/core/presence/desk-view.ts';
import { newPresence, type PresenceInput, stepPresence } from '@parley/core/presence/presence.ts';
import { expect, test } from 'vitest';
import { shownState } from './shown-state.ts';

const GOOD = { isOnline: true, canRing: true, microphone: 'allowed', media: 'proved' } as const;
const wrapUp = {
  conversationId: 'conv',
  callId: 'call',
  customerName: 'Cleo',
  channel: 'voice',
  since: 0,
  until: 60_000,
} as const;
const call = { callId: 'next', legId: 'leg', conversationId: 'conv', tabId: 'tab' };

function desk(...inputs: readonly PresenceInput[]): DeskView {
  const presence = inputs.reduce(
    (now, input) => stepPresence(now, input, 5),
    newPresence('alex', 0),
  );
  return { ...EMPTY_DESK, presence };
}

const ready = desk({ type: 'go-ready' });

test('an agent whose sound does not reach the server is told so, and not that they are ready', () => {
  expect(shownState(ready, { ...GOOD, media: 'failed' }, true)).toEqual({
    name: 'unreachable',
    missing: ['no-media-path'],
  });
  expect(shownState(ready, { ...GOOD, media: 'unknown' }, true).name).toBe('ready');
});

test('until the desk is loaded nobody is said to be offline', () => {
  expect(shownState(EMPTY_DESK, GOOD, false)).toEqual({ name: 'unknown' });
  expect(shownState(EMPTY_DESK, GOOD, true)).toEqual({ name: 'offline', since: null });
});

test('ready is said only where this page can be rung, else what is missing', () => {
  expect(shownState(ready, GOOD, true)).toEqual({ name: 'ready', since: 5 });
  expect(shownState(ready, { ...GOOD, canRing: false, microphone: 'denied' }, true)).toEqual({
    name: 'unreachable',
    missing: ['ring-sound-locked', 'microphone-denied'],
  });
  expect(shownState(ready, { ...GOOD, isOnline: false }, true)).toEqual({
    name: 'unreachable',
    missing: ['no-page'],
  });
});

test('a pause is a pause, whatever the page can do', () => {
  const paused = desk({ type: 'pause', reason: 'Lunch' });
  expect(shownState(paused, { ...GOOD, canRing: false }, true).name).toBe('paused');
});

test('after a call a ready agent wraps up until the last of their wrap-ups is over', () => {
  const two = [wrapUp, { ...wrapUp, callId: 'second', until: 90_000 }];
  expect(shownState({ ...ready, wrapUps: two }, GOOD, true)).toEqual({
    name: 'wrap-up',
    until: 90_000,
  });
  const inNext = { ...ready, wrapUps: two, calls: [call] };
  expect(shownState(inNext, GOOD, true).name).toBe('ready');
});
