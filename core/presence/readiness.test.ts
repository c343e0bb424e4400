import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type AgentNow,
  CHANNELS,
  channelState,
  type Lease,
  newPresence,
  obstacle,
  type PresenceInput,
  stepPresence,
} from './presence.ts';
import { readiness } from './readiness.ts';

const NOW = 100;
const PAGE: Lease = {
  tabId: 't',
  until: 9_999,
  canRing: true,
  microphone: 'allowed',
  media: 'proved',
};
const READY = stepPresence(newPresence('alex', 0), { type: 'go-ready' }, 0);

function agent(...pages: readonly Partial<Lease>[]): AgentNow {
  return { presence: READY, leases: pages.map((page) => ({ ...PAGE, ...page })), tasks: [] };
}

test('an agent is ready only while a page of theirs can ring, speak and carry a call', () => {
  expect(readiness(agent({}), NOW)).toEqual({ state: 'ready', missing: [] });
  expect(readiness(agent({ until: NOW }), NOW)).toEqual({
    state: 'unreachable',
    missing: ['no-page'],
  });
  const blind = { canRing: false, microphone: 'denied', media: 'failed' } as const;
  expect(readiness(agent(blind), NOW)).toEqual({
    state: 'unreachable',
    missing: ['ring-sound-locked', 'microphone-denied', 'no-media-path'],
  });
  expect(readiness(agent({ microphone: 'no-device' }), NOW).missing).toEqual(['no-microphone']);
});

test('another page that can do it is enough, and a path that is not tried yet counts as there', () => {
  expect(readiness(agent({ media: 'failed' }, {}), NOW).missing).toEqual([]);
  expect(readiness(agent({ media: 'unknown' }), NOW).missing).toEqual([]);
});

test('who pauses or is offline still sees what is missing before they come back', () => {
  const paused = stepPresence(READY, { type: 'pause', reason: 'Lunch' }, 5);
  const deaf = agent({ microphone: 'denied' });
  expect(readiness({ ...deaf, presence: paused }, NOW)).toEqual({
    state: 'paused',
    missing: ['microphone-denied'],
  });
  expect(readiness({ ...deaf, presence: newPresence('alex', 0) }, NOW).state).toBe('offline');
});

const channel = fc.constantFrom(...CHANNELS);
const someInput: fc.Arbitrary<PresenceInput> = fc.oneof(
  fc.record({ type: fc.constant('start-shift' as const), inPause: fc.boolean() }),
  fc.record({ type: fc.constantFrom('go-ready', 'go-offline', 'let-it-ring', 'became-free') }),
  fc.record({
    type: fc.constant('pause' as const),
    reason: fc.constantFrom('Lunch', 'Break'),
    open: fc.subarray([...CHANNELS]),
  }),
  fc.record({ type: fc.constant('come-back' as const), channels: fc.subarray([...CHANNELS]) }),
  fc.record({ type: fc.constant('switch-channel' as const), channel, on: fc.boolean() }),
) as fc.Arbitrary<PresenceInput>;
const somePage = fc.record({
  tabId: fc.constantFrom('a', 'b'),
  until: fc.constantFrom(NOW, NOW + 1),
  canRing: fc.boolean(),
  microphone: fc.constantFrom('allowed', 'denied', 'no-device', 'unknown'),
  media: fc.constantFrom('unknown', 'proved', 'failed'),
}) as fc.Arbitrary<Lease>;

test('whatever an agent chooses, ready means that every channel they serve can be rung', () => {
  const inputs = fc.array(someInput, { maxLength: 12 });
  fc.assert(
    fc.property(inputs, fc.array(somePage, { maxLength: 3 }), (chosen, leases) => {
      const presence = chosen.reduce(
        (now, input) => stepPresence(now, input, NOW),
        newPresence('alex', 0),
      );
      const one: AgentNow = { presence, leases, tasks: [] };
      const { state } = readiness(one, NOW);
      for (const each of CHANNELS.filter((name) => presence.channels[name])) {
        const isReady = channelState(one, each, NOW) === 'ready';
        if (state === 'ready') expect(isReady).toBe(true);
        if (state === 'unreachable' && each !== 'chat') expect(isReady).toBe(false);
        expect(isReady).toBe(obstacle(one, { channel: each }, NOW) === null);
      }
    }),
  );
});

test('whatever an agent chooses, asking for the same twice changes nothing the second time', () => {
  const inputs = fc.array(someInput, { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(inputs, (chosen) => {
      const after = chosen.reduce(
        (now, input, index) => stepPresence(now, input, index),
        newPresence('alex', 0),
      );
      const last = chosen.at(-1);
      if (last === undefined || last.type === 'became-free') return;
      expect(stepPresence(after, last, 99)).toBe(after);
      expect(after.shiftSince === null).toBe(after.wish.state === 'offline');
    }),
  );
});
