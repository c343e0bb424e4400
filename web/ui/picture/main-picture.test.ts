import { expect, test } from 'vitest';
import type { CallState } from '../../live/call/call-state.ts';
import { mainPicture } from './main-picture.ts';

const AGENT = { id: 'leg-agent' };
const COLLEAGUE = { id: 'leg-colleague' };

/** A video call with one agent in which both see the other. */
function call(changed: object = {}): CallState {
  const state = {
    held: false,
    own: { id: 'leg-own' },
    talkingWith: [AGENT],
    sidePictures: [],
    remotePicture: { from: 'person', source: 'camera', playing: true },
    ownPicture: { source: 'camera', mirrored: true, opening: false },
    ...changed,
  };
  return state as unknown as CallState;
}

const SMALL = { ownIsLarge: false };
const THEIRS = { legId: 'leg-agent', whose: 'other', isScreen: false };
const OWN = { legId: 'leg-own', whose: 'own', isScreen: false };

test('the main picture is the agent’s, as long as the own one is small', () => {
  expect(mainPicture(call(), SMALL)).toEqual(THEIRS);
  expect(mainPicture(call(), { ownIsLarge: true })).toEqual(OWN);
});

test('what the rear camera sees is what is talked about', () => {
  const rear = { source: 'camera', mirrored: false, opening: false };
  expect(mainPicture(call({ ownPicture: rear }), SMALL)).toEqual(OWN);
});

test('so is one’s own screen', () => {
  const screen = { source: 'screen', mirrored: false, opening: false };
  expect(mainPicture(call({ ownPicture: screen }), SMALL)).toEqual({ ...OWN, isScreen: true });
});

test('where the agent shows nothing it is one’s own, and where nobody does there is none', () => {
  const nothing = { from: 'none', source: 'none', playing: false };
  expect(mainPicture(call({ remotePicture: nothing }), SMALL)).toEqual(OWN);
  const off = { source: 'none', mirrored: false, opening: false };
  expect(mainPicture(call({ remotePicture: nothing, ownPicture: off }), SMALL)).toBeNull();
});

test('of two agents it is the one who is seen large', () => {
  const side = { leg: AGENT, source: 'camera', playing: true };
  const two = { talkingWith: [AGENT, COLLEAGUE], sidePictures: [side] };
  expect(mainPicture(call(two), SMALL)).toEqual({ ...THEIRS, legId: 'leg-colleague' });
});

test('on hold, waiting, and before the first frame there is nothing to take', () => {
  expect(mainPicture(call({ held: true }), SMALL)).toBeNull();
  expect(mainPicture(call({ talkingWith: [] }), SMALL)).toBeNull();
  const black = { from: 'person', source: 'camera', playing: false };
  const off = { source: 'none', mirrored: false, opening: false };
  expect(mainPicture(call({ remotePicture: black, ownPicture: off }), SMALL)).toBeNull();
});
