import type { TimelineEntry } from '@parley/core/conversation/view.ts';
import { expect, test } from 'vitest';
import { eventInWords } from './event-in-words.ts';

const me = { role: 'customer', name: 'Cleo' } as const;
const alex = { role: 'agent', name: 'Alex' } as const;

function said(what: TimelineEntry['what'], who: TimelineEntry['who'] = null): string | null {
  return eventInWords({ seq: 1, at: 0, what, callId: null, who });
}

test('the customer reads “you” of what was the own, and a name of what was the other’s', () => {
  const share = { type: 'picture-changed', legId: 'x', from: 'camera', to: 'screen' } as const;
  expect(said(share, me)).toBe('You share your screen');
  expect(said(share, alex)).toBe('Alex shares the screen');
  expect(said({ ...share, from: 'screen', to: 'none' }, me)).toBe('You stopped sharing');
  const back = { type: 'link-restored', legId: 'x', cause: 'network', gapMs: 1_240 } as const;
  expect(said(back, me)).toBe('Your connection is back after 1.2 s');
  expect(said(back, alex)).toBe('Alex is back after 1.2 s');
});

test('a call is told from its start to its end', () => {
  expect(said({ type: 'call-started', kind: 'screen' })).toBe('Screen share started');
  expect(said({ type: 'call-answered', agentId: 'a', waitMs: 0 }, alex)).toBe('Alex answered');
  expect(said({ type: 'call-answered', agentId: 'a', waitMs: 0 })).toBe('Support answered');
  const end = { type: 'call-ended', reason: 'agent-ended', talkMs: 65_000 } as const;
  expect(said(end)).toBe('The call was ended, 1:05 long');
  expect(said({ ...end, reason: 'abandoned', talkMs: 0 })).toBe(
    'You left before somebody answered',
  );
});

test('X2 to X4: who helps now is told by name, and how that was arranged is not', () => {
  const handed = {
    fromAgentId: '',
    fromName: '',
    toAgentId: '',
    toName: 'Bo',
    by: 'blind',
  } as const;
  expect(said({ type: 'transferred', ...handed })).toBe('You are now talking to Bo');
  const bo = { role: 'agent', name: 'Bo' } as const;
  expect(said({ type: 'conference-started', legId: 'x' }, bo)).toBe('Bo joined the call');
  expect(said({ type: 'leg-left', legId: 'x' }, alex)).toBe('Alex left the call');
  expect(said({ type: 'leg-left', legId: 'x' }, me)).toBe('You left the call');
  const queue = { agentId: '', agentName: '', queueId: '' };
  expect(said({ type: 'transferred-to-queue', ...queue })).toBe(
    'We are finding somebody else for you',
  );
});

test('that the agent went to another tab is nothing to the customer; the own move is', () => {
  const moved = { type: 'link-restored', legId: 'x', cause: 'moved', gapMs: 100 } as const;
  expect(said(moved, alex)).toBeNull();
  expect(said(moved, me)).toBe('You moved the call to another tab');
});

test.each<TimelineEntry['what']>([
  { type: 'call-offered', agentId: 'a', agentName: 'Alex' },
  { type: 'call-passed', agentId: 'a', because: 'declined' },
  { type: 'device-reported', legId: 'x', device: 'camera', state: 'denied' },
  { type: 'microphone-changed', legId: 'x', on: false },
  { type: 'page-changed', page: { url: 'https://shop.example', title: 'Shop' } },
  { type: 'hidden' },
])('$type is the other side’s business', (what) => {
  expect(said(what, alex)).toBeNull();
});
