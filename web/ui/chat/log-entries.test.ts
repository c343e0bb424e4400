import type { TimelineEntry } from '@parley/core/conversation/view.ts';
import { expect, test } from 'vitest';
import type { Line, ShownMessage } from '../../live/lines.ts';
import { entriesOf } from './log-entries.ts';

const NOON = new Date(2026, 2, 1, 12).getTime();
const MINUTE_MS = 60_000;

function says(name: string, minute: number, part: Partial<ShownMessage> = {}): Line {
  const own = name === 'me';
  const author = { role: own ? 'customer' : 'agent', id: name, name } as const;
  const at = NOON + minute * MINUTE_MS;
  const status = own ? 'sent' : 'received';
  const message = { id: `${name}-${minute}`, seq: 1, at, author, own, text: 'x', status } as const;
  return { kind: 'message', message: { ...message, ...part } };
}

function happens(minute: number, what: 'chat-queued' | 'hidden'): Line {
  const at = NOON + minute * MINUTE_MS;
  return { kind: 'event', entry: { seq: 1, at, what: { type: what }, callId: null, who: null } };
}

/** `d` a day, `e` an event, a message as its corners: `(` opens a group, `)` closes it. */
function drawn(...lines: readonly Line[]): string {
  const marks = entriesOf(lines).map((entry) => {
    if (entry.kind !== 'message') return entry.kind === 'day' ? 'd' : 'e';
    return `${entry.isFirst ? '(' : ''}x${entry.isLast ? ')' : ''}`;
  });
  return marks.join(' ');
}

test('messages that one person writes in a row stand together', () => {
  expect(drawn(says('me', 0), says('me', 1), says('me', 2))).toBe('d (x x x)');
  expect(drawn(says('me', 0), says('Alex', 1), says('me', 2))).toBe('d (x) (x) (x)');
  expect(drawn(says('Alex', 0), says('Bo', 1))).toBe('d (x) (x)');
  expect(drawn(says('me', 0), says('me', 6))).toBe('d (x) (x)');
});

test('what was read and what was not stand apart, for each group has one tick', () => {
  expect(drawn(says('me', 0, { status: 'read' }), says('me', 1))).toBe('d (x) (x)');
});

test('a line between parts a group; one that says nothing to the customer does not', () => {
  expect(drawn(says('me', 0), happens(1, 'chat-queued'), says('me', 2))).toBe('d (x) e (x)');
  expect(drawn(says('me', 0), happens(1, 'hidden'), says('me', 2))).toBe('d (x x)');
});

test('each day is named once, and every line is drawn under a name of its own', () => {
  const lines = [says('me', 0), says('me', 11 * 60), says('Alex', 13 * 60), says('me', 37 * 60)];
  expect(drawn(...lines)).toBe('d (x) (x) d (x) d (x)');
  const keys = entriesOf(lines).map((entry) => entry.key);
  expect(new Set(keys).size).toBe(keys.length);
});

test('an agent who comes by a call and gets the chat with it arrives once', () => {
  const alex = { role: 'agent', name: 'Alex' } as const;
  const log = (...whats: readonly TimelineEntry['what'][]) =>
    entriesOf(
      whats.map((what, index): Line => {
        const entry = { seq: index + 1, at: NOON, what, callId: 'call', who: alex };
        return { kind: 'event', entry };
      }),
    ).flatMap((entry) => (entry.kind === 'event' ? [entry.text] : []));
  const chat = { type: 'chat-assigned', agentId: '', agentName: 'Alex' } as const;
  const answered = { type: 'call-answered', agentId: '', waitMs: 0 } as const;
  const over = { type: 'call-ended', reason: 'agent-ended', talkMs: 0 } as const;
  expect(log(answered, chat)).toEqual(['Alex answered']);
  expect(log(chat, answered)).toEqual(['Alex joined', 'Alex answered']);
  expect(log(answered, over, chat).at(-1)).toBe('Alex joined');
});

test('E15: a wish to be called back that waits on, is passed by an agent and waits again is one line', () => {
  const wish = {
    id: 'wish',
    way: 'web',
    name: 'Cleo',
    number: null,
    topic: '',
    since: 0,
    dueAt: 0,
  } as const;
  const lines = (['waiting', 'with-agent', 'waiting', 'reached'] as const).map(
    (state, index): Line => {
      const what = { type: 'callback-changed', callback: { ...wish, state } } as const;
      return { kind: 'event', entry: { seq: index + 1, at: NOON, what, callId: null, who: null } };
    },
  );
  const said = entriesOf(lines).flatMap((entry) => (entry.kind === 'event' ? [entry.text] : []));
  expect(said).toEqual(['You asked to be called back', 'We called you back']);
});
