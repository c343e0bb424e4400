import type { Callback } from '@parley/core/conversation/asking.ts';
import type { RoomTurn } from '@parley/core/conversation/room.ts';
import type { TimelineEntry } from '@parley/core/conversation/view.ts';
import { newRoom } from '@parley/core/testing/new-room.ts';
import { expect, test } from 'vitest';
import { askedInWords } from './asked-in-words.ts';

const WISH: Callback = {
  id: 'wish',
  way: 'phone',
  name: 'Cleo',
  number: '+4930123456',
  topic: '',
  since: 0,
  dueAt: 0,
  state: 'waiting',
};

test('E7: a question for video and each of its outcomes is one line, an accepted one is told by its call', () => {
  const asked = { requestId: 'r', agentId: '', agentName: 'Alex', until: 9 };
  expect(askedInWords({ type: 'video-requested', ...asked })).toBe('Alex asked for a video call');
  const after = (
    outcome: Extract<TimelineEntry['what'], { type: 'video-request-closed' }>['outcome'],
  ) => askedInWords({ type: 'video-request-closed', requestId: 'r', outcome });
  expect(after('accepted')).toBeNull();
  expect(after('declined')).toBe('You declined the video call');
  expect(after('withdrawn')).toContain('taken back');
  expect(after('unanswered')).toContain('not answered');
  expect(after('no-microphone')).toContain('no microphone');
  expect(after('unsupported-browser')).toContain('cannot make calls');
});

test.each<[Callback['state'], string | null]>([
  ['waiting', 'You asked to be called back'],
  ['with-agent', null],
  ['reached', 'We called you back'],
  ['not-reached', 'We tried to call you back and did not reach you'],
  ['cancelled', 'The callback was cancelled'],
])('E15: of a callback that is %s the customer reads: %s', (state, line) => {
  expect(askedInWords({ type: 'callback-changed', callback: { ...WISH, state } })).toBe(line);
});

test.each<[RoomTurn, string | null]>([
  ['opened', null],
  ['agent-entered', null],
  ['delivery', null],
  ['connected', null],
  ['cancelled', 'The video invitation was taken back'],
  ['expired', 'The video invitation has expired'],
])('L6: of a room with the turn %s the customer reads: %s', (because, line) => {
  expect(askedInWords({ type: 'room-changed', room: newRoom({ agentIn: true }), because })).toBe(
    line,
  );
});
