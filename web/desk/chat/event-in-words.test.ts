import type { TimelineEntry } from '@parley/core/conversation/view.ts';
import { expect, test } from 'vitest';
import { eventInWords } from './event-in-words.ts';

const cleo = { role: 'customer', name: 'Cleo' } as const;
const alex = { role: 'agent', name: 'Alex' } as const;

function entry(what: TimelineEntry['what'], who: TimelineEntry['who'] = null): TimelineEntry {
  return { seq: 1, at: 0, what, callId: null, who };
}

const leg = { legId: 'customer' } as const;

test.each<[TimelineEntry, string]>([
  [entry({ type: 'call-started', kind: 'video' }), 'Call started · Video call'],
  [
    entry({ type: 'call-answered', agentId: 'alex', waitMs: 67_000 }, alex),
    'Call answered after 1:07 · Alex',
  ],
  [entry({ type: 'call-resumed', legId: 'agent', heldMs: 5_000 }), 'Back from hold after 0:05'],
  [
    entry({ type: 'picture-changed', ...leg, from: 'camera', to: 'screen' }, cleo),
    'Screen sharing started · Cleo',
  ],
  [
    entry({ type: 'picture-changed', ...leg, from: 'screen', to: 'camera' }, cleo),
    'Screen sharing stopped · Cleo',
  ],
  [
    entry({ type: 'link-interrupted', ...leg, cause: 'page-gone' }, cleo),
    'Connection interrupted, the page was closed or reloaded · Cleo',
  ],
  [
    entry({ type: 'link-restored', ...leg, cause: 'network', gapMs: 1_240 }, cleo),
    'Connection restored after 1.2 s · Cleo',
  ],
  [
    entry({ type: 'link-restored', ...leg, cause: 'page-gone', gapMs: 800 }, cleo),
    'The page was reloaded. Connection restored after 800 ms · Cleo',
  ],
  [
    entry({ type: 'call-ended', reason: 'customer-ended', talkMs: 61_000 }),
    'Call ended after 1:01 · by the customer',
  ],
  [
    entry({ type: 'call-ended', reason: 'abandoned', talkMs: 0 }),
    'Call ended · the customer stopped waiting',
  ],
  [
    entry({ type: 'conversation-completed', by: { role: 'agent', id: 'alex', name: 'Alex' } }),
    'Completed by Alex',
  ],
])('the log says %#: $1', (one, text) => {
  expect(eventInWords(one)).toMatchObject({ place: 'log', text });
});

test.each<[TimelineEntry, string]>([
  [entry({ type: 'call-passed', agentId: 'alex', because: 'declined' }, alex), 'Rejected · Alex'],
  [
    entry({ type: 'device-reported', ...leg, device: 'camera', state: 'denied' }, cleo),
    'Camera: blocked by the browser · Cleo',
  ],
  [entry({ type: 'microphone-changed', ...leg, on: false }, cleo), 'Microphone muted · Cleo'],
  [
    entry({ type: 'picture-changed', ...leg, from: 'none', to: 'camera' }, cleo),
    'Camera on · Cleo',
  ],
  [
    entry({ type: 'gap-measured', ...leg, gapMs: 340, cause: 'network' }, cleo),
    'Sound or picture was missing for 340 ms · Cleo',
  ],
  [
    entry({ type: 'link-restored', legId: 'agent', cause: 'moved', gapMs: 150 }, alex),
    'Connection restored after 150 ms · Alex',
  ],
  [
    entry({ type: 'page-changed', page: { url: 'https://shop.example/dune', title: '' } }),
    'Opened https://shop.example/dune',
  ],
])('the timeline alone says %#: $1', (one, text) => {
  expect(eventInWords(one)).toMatchObject({ place: 'timeline', text });
});

test('that an agent may use the own devices is no news, that they may not is', () => {
  const report = { type: 'device-reported', legId: 'agent', device: 'microphone' } as const;
  expect(eventInWords(entry({ ...report, state: 'allowed' }, alex))).toBeNull();
  expect(eventInWords(entry({ ...report, state: 'denied' }, alex))).not.toBeNull();
  expect(eventInWords(entry({ ...report, state: 'allowed' }, cleo))).not.toBeNull();
});

test('an event the reader may not see says nothing', () => {
  expect(eventInWords(entry({ type: 'hidden' }))).toBeNull();
});
