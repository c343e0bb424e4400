import type { TimelineEntry } from '@parley/core/conversation/view.ts';
import { expect, test } from 'vitest';
import { newsSince } from './news.ts';

function entry(seq: number, what: TimelineEntry['what'], callId: string): TimelineEntry {
  return { seq, at: seq, what, callId, who: null };
}

const LINES = [
  entry(3, { type: 'leg-left', legId: 'x' }, 'before'),
  entry(5, { type: 'conference-started', legId: 'x' }, 'now'),
  entry(6, { type: 'call-held', legId: 'x' }, 'now'),
];

test('news is who came or went last in this call, and not what was so before the page came', () => {
  expect(newsSince(LINES, 4, 'now')?.seq).toBe(5);
  expect(newsSince(LINES, 5, 'now')).toBeNull();
  expect(newsSince(LINES, 4, 'before')).toBeNull();
});
