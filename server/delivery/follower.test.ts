import type { FollowAnswer } from '@parley/contracts/socket.ts';
import type { Numbered } from '@parley/core/conversation/events.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Follower } from './follower.ts';

function event(seq: number): Numbered<unknown> {
  return { stream: 'conversation:one', seq, at: 0, data: null };
}

function upTo(last: number): Numbered<unknown>[] {
  return Array.from({ length: last }, (_, index) => event(index + 1));
}

/** A reader of a stream whose stored part can grow, and what it was sent. */
function reading(stored: { last: number }) {
  const sent: number[] = [];
  let refusals = 0;
  const retries: (() => void)[] = [];
  const state = { allowed: true, away: false };
  const follower = new Follower(
    {
      fetch: async (after): Promise<FollowAnswer> => {
        if (state.away) throw new Error('the store is away');
        if (!state.allowed) return { ok: false, code: 'not-allowed' };
        return { ok: true, events: upTo(stored.last).slice(after), more: false };
      },
      asSeen: (events) => events,
      send: (events) => void sent.push(...events.map((each) => each.seq)),
      refused: () => {
        refusals += 1;
      },
      retryLater: (_error, retry) => void retries.push(retry),
    },
    0,
  );
  return { follower, sent, state, retries, refusals: () => refusals };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

async function joined(stored: { last: number }) {
  const reader = reading(stored);
  const answer = await reader.follower.join();
  reader.follower.goLive();
  return { ...reader, first: answer.ok ? answer.events.map((each) => each.seq) : [] };
}

describe('a reader of a stream', () => {
  test('gets what happened while it was catching up right after what it caught up', async () => {
    const stored = { last: 2 };
    const reader = reading(stored);
    const joining = reader.follower.join();
    reader.follower.push([event(3)]);
    stored.last = 3;
    await joining;
    expect(reader.sent).toEqual([]);
    reader.follower.goLive();
    expect(reader.sent).toEqual([3]);
  });

  test('gets nothing twice', async () => {
    const { follower, sent } = await joined({ last: 2 });
    follower.push([event(2), event(3)]);
    follower.push([event(3), event(4)]);
    expect(sent).toEqual([3, 4]);
  });

  test('gets what is missing from the store before what came too early', async () => {
    const stored = { last: 2 };
    const { follower, sent } = await joined(stored);
    stored.last = 5;
    follower.push([event(5)]);
    follower.push([event(4)]);
    await settled();
    expect(sent).toEqual([3, 4, 5]);
    follower.push([event(3)]);
    follower.push([event(6)]);
    expect(sent).toEqual([3, 4, 5, 6]);
  });

  test('looks again when news may have been lost', async () => {
    const stored = { last: 1 };
    const { follower, sent } = await joined(stored);
    stored.last = 3;
    follower.lookAgain();
    await settled();
    expect(sent).toEqual([2, 3]);
  });

  test('whose store is away for a while misses nothing', async () => {
    const stored = { last: 1 };
    const { follower, sent, state, retries } = await joined(stored);
    state.away = true;
    stored.last = 3;
    follower.push([event(3)]);
    await settled();
    expect(sent).toEqual([]);
    state.away = false;
    retries[0]?.();
    await settled();
    expect(sent).toEqual([2, 3]);
  });

  test('who may not read on gets nothing more', async () => {
    const stored = { last: 1 };
    const { follower, sent, state, refusals } = await joined(stored);
    state.allowed = false;
    stored.last = 3;
    follower.push([event(3)]);
    await settled();
    follower.push([event(2)]);
    expect([sent, refusals()]).toEqual([[], 1]);
  });

  test('gets every number once and in order, however the news arrives', async () => {
    const news = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 10 }), news, async (last, arrivals) => {
        const stored = { last };
        const { follower, sent, first } = await joined(stored);
        for (const [index, seq] of arrivals.entries()) {
          stored.last = Math.max(stored.last, seq);
          follower.push([event(seq)]);
          if (index % 3 === 0) await settled();
        }
        await settled();
        follower.lookAgain();
        await settled();
        expect([...first, ...sent]).toEqual(upTo(stored.last).map((each) => each.seq));
      }),
    );
  });
});
