import { describe, expect, it } from 'vitest';
import { iceServersFor } from './ice-servers.ts';
import { layerFor } from './layers.ts';
import { type PathFacts, pathState, type TransportFacts } from './path-state.ts';

const IDLE: TransportFacts = { ice: 'new', dtls: 'new', isAsked: false };
const COMING: TransportFacts = { ice: 'connected', dtls: 'connecting', isAsked: true };
const UP: TransportFacts = { ice: 'completed', dtls: 'connected', isAsked: true };
const GONE: TransportFacts = { ice: 'disconnected', dtls: 'connected', isAsked: true };
const CLOSED: TransportFacts = { ice: 'connected', dtls: 'closed', isAsked: true };

function facts(some: Partial<PathFacts>): PathFacts {
  return { send: UP, receive: UP, isOffered: true, ageMs: 200, silentMs: 0, ...some };
}

describe('a leg', () => {
  it.each<[string, Partial<PathFacts>, string]>([
    ['is connected when both halves stand', {}, 'up'],
    ['is not yet when one is on its way', { receive: COMING }, 'coming'],
    ['needs no second half when nothing is offered', { receive: IDLE, isOffered: false }, 'up'],
    ['gets a moment to take what is offered', { receive: IDLE }, 'coming'],
    ['is connected by what it sends when it takes nothing', { receive: IDLE, ageMs: 4_000 }, 'up'],
    ['without a microphone is connected by what it hears', { send: IDLE, ageMs: 4_000 }, 'up'],
    ['is lost when nobody answers any more', { send: GONE }, 'down'],
    ['is lost when its page closed', { receive: CLOSED }, 'down'],
    ['is lost when it has been silent although sound is due', { silentMs: 5_000 }, 'down'],
    ['is not lost for a short silence', { silentMs: 1_000 }, 'up'],
  ])('%s', (_name, some, state) => {
    expect(pathState(facts(some))).toBe(state);
  });
});

describe('the size at which a picture is shown', () => {
  it.each([
    [{ width: 160, height: 90 }, 3, 0],
    [{ width: 400, height: 225 }, 3, 0],
    [{ width: 640, height: 360 }, 3, 1],
    [{ width: 1_280, height: 720 }, 3, 2],
    [{ width: 3_840, height: 2_160 }, 3, 2],
    [{ width: 0, height: 0 }, 3, 0],
    [{ width: 640, height: 360 }, 2, 0],
    [{ width: 200, height: 600 }, 3, 2],
    [{ width: 640, height: 360 }, 1, 0],
  ])('%o of %i layers picks layer %i', (size, layers, layer) => {
    expect(layerFor(size, layers)).toBe(layer);
  });
});

describe('TURN servers', () => {
  it('come with credentials that end by themselves, and not at all when none are set', () => {
    expect(iceServersFor(null, 'leg-1', 0)).toEqual([]);
    const turn = { urls: ['turn:turn.example.org:3478'], secret: 'shared' };
    expect(iceServersFor(turn, 'leg-1', 1_000_000)).toEqual([
      {
        urls: turn.urls,
        username: '44200:leg-1',
        credential: expect.stringMatching(/^[A-Za-z0-9+/]{27}=$/),
      },
    ]);
  });
});
