import { expect, test } from 'vitest';
import type { CallState } from '../../live/call/call-state.ts';
import { ANSWERED, callOf, stateOf } from '../../live/testing/call-of.ts';
import { freezable } from './freezable.ts';

type Source = CallState['remotePicture']['source'];

function seen(source: Source, own: CallState['ownPicture']['source'] = 'camera'): CallState {
  const state = stateOf(callOf('video', ANSWERED), 'agent');
  const from = source === 'player' ? 'player' : 'person';
  return {
    ...state,
    held: false,
    remotePicture: { from, source, playing: source !== 'none' },
    ownPicture: { ...state.ownPicture, source: own },
  };
}

test('the customer’s camera and screen can be frozen, and what a player shows cannot', () => {
  expect(freezable(seen('camera')).theirs).toEqual({ ofLegId: 'customer', isScreen: false });
  expect(freezable(seen('screen')).theirs).toEqual({ ofLegId: 'customer', isScreen: true });
  expect(freezable(seen('player')).theirs).toBeNull();
  expect(freezable(seen('none')).theirs).toBeNull();
});

test('of one’s own only the shared screen', () => {
  expect(freezable(seen('camera')).ownScreen).toBeNull();
  const shared = freezable(seen('none', 'screen'));
  expect(shared).toEqual({ theirs: null, ownScreen: { ofLegId: 'agent', isScreen: true } });
});

test('on hold nobody sees anything that could be frozen', () => {
  const held = { ...seen('camera', 'screen'), held: true };
  expect(freezable(held)).toEqual({ theirs: null, ownScreen: null });
});
