import { expect, test } from 'vitest';
import { canBeRungDirectly, type DirectRing } from './direct-ring.ts';
import {
  type AgentNow,
  newPresence,
  type PresenceInput,
  stepPresence,
  type Task,
} from './presence.ts';

const NOW = 100;
const PAGE = {
  tabId: 't',
  until: 9_999,
  canRing: true,
  microphone: 'allowed',
  media: 'proved',
} as const;
const READY: PresenceInput = { type: 'go-ready' };
const PAUSE: PresenceInput = { type: 'pause', reason: 'Lunch' };

function agent(changes: Partial<AgentNow> = {}, inputs: readonly PresenceInput[] = [READY]) {
  const presence = inputs.reduce((now, input) => stepPresence(now, input, 0), newPresence('bo', 0));
  return { presence, leases: [PAGE], tasks: [], ...changes };
}

function tasks(...made: readonly Partial<Task>[]): Partial<AgentNow> {
  const task = { conversationId: 'c', channel: 'voice', state: 'active', since: 0 } as const;
  return { tasks: made.map((one, n) => ({ contactId: `${n}`, ...task, ...one })) };
}

function asked(one: AgentNow, ring: Partial<DirectRing> = {}) {
  return canBeRungDirectly(one, { purpose: 'dial', kind: 'audio', ...ring }, NOW);
}

const voice = agent(tasks({}));
const video = agent(tasks({ channel: 'video' }));
const rung = agent(tasks({ state: 'reserved' }));
const wrapping = agent(tasks({ state: 'wrap-up' }));
const chatting = agent(tasks({ channel: 'chat' }));
const paused = agent({}, [READY, PAUSE]);

const cases: readonly [string, AgentNow, Partial<DirectRing>, string | null][] = [
  ['a free colleague can be called', agent(), {}, null],
  ['a colleague who pauses can be called', paused, {}, null],
  ['a second call knocks at a colleague who talks', voice, {}, null],
  ['a fourth call does not', agent(tasks({}, {}, {})), {}, 'target-busy'],
  ['a video call knocks at nobody who talks', voice, { kind: 'video' }, 'target-busy'],
  ['nobody knocks at a colleague in a video call', video, {}, 'target-busy'],
  ['nobody knocks where it rings already', rung, {}, 'target-busy'],
  ['a colleague who wraps up can be called', wrapping, {}, null],
  ['chats keep no colleague away', chatting, { purpose: 'transfer', kind: 'video' }, null],
  ['a colleague who pauses can be asked', paused, { purpose: 'consult' }, null],
  ['nobody who talks is asked', voice, { purpose: 'consult' }, 'target-busy'],
  ['nobody who pauses gets a customer', paused, { purpose: 'transfer' }, 'target-paused'],
  ['nobody who wraps up gets a customer', wrapping, { purpose: 'transfer' }, 'target-busy'],
  ['nobody is called after the shift', agent({}, []), {}, 'target-offline'],
  ['nobody is called without a page', agent({ leases: [] }), {}, 'target-unreachable'],
];
test.each(cases)('%s', (...[, one, ring, because]) => {
  expect(asked(one, ring)).toBe(because);
});

test('a partial pause takes a customer on the channels that it leaves open', () => {
  const partly = agent({}, [READY, { ...PAUSE, open: ['voice'] }]);
  expect(asked(partly, { purpose: 'transfer' })).toBeNull();
  expect(asked(partly, { purpose: 'transfer', kind: 'video' })).toBe('target-paused');
});
