import { expect, test } from 'vitest';
import type { Line, ShownMessage } from '../../live/lines.ts';
import { shownLines } from './shown-lines.ts';

const MINUTE_MS = 60_000;
/** This computer's clock is ahead of the server's. */
const ahead = (at: number): number => at + 5_000;

function says(who: 'us' | 'them', at: number, part: Partial<ShownMessage> = {}): Line {
  const role = who === 'us' ? 'agent' : 'customer';
  const author = { role, id: role, name: role } as const;
  const own = who === 'us';
  const status = own ? 'sent' : 'received';
  const message = { id: `${who}-${at}`, seq: at, at, author, own, text: 'x', status } as const;
  return { kind: 'message', message: { ...message, ...part } };
}

function happens(at: number, what: 'chat-queued' | 'chat-released'): Line {
  const fact =
    what === 'chat-queued' ? { type: what } : { type: what, agentId: 'a', because: 'gone' };
  return { kind: 'event', entry: { seq: at, at, what: fact, callId: null, who: null } };
}

const goesOn = (lines: readonly Line[]) =>
  shownLines(lines, ahead).map((line) => line.kind === 'message' && line.goesOn);

test('who goes on writing within minutes is not named again', () => {
  const soon = 2 * MINUTE_MS;
  expect(goesOn([says('us', 0), says('us', soon), says('them', soon), says('us', soon)])).toEqual([
    false,
    true,
    false,
    false,
  ]);
  expect(goesOn([says('us', 0), says('us', 4 * MINUTE_MS)])).toEqual([false, false]);
});

test('a line of the log between two messages names the person again, one of the timeline does not', () => {
  expect(goesOn([says('us', 0), happens(1, 'chat-released'), says('us', 2)])).toEqual([
    false,
    false,
    false,
  ]);
  expect(goesOn([says('us', 0), happens(1, 'chat-queued'), says('us', 2)])).toEqual([false, true]);
});

test('what the server has is timed by its clock, what is on its way by ours', () => {
  const lines = shownLines([says('us', 1_000), says('us', 7_000, { seq: null })], ahead);
  expect(lines.map((line) => line.at)).toEqual([6_000, 7_000]);
});
