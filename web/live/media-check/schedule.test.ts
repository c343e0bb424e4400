import { describe, expect, it } from 'vitest';
import type { LoopOutcome } from './outcome.ts';
import {
  afterMove,
  afterTry,
  isDue,
  LATER_MS,
  type PathKnown,
  PROVED_MS,
  RETRY_MS,
  SETTLE_MS,
  UNKNOWN_PATH,
} from './schedule.ts';

const PASS: LoopOutcome = { state: 'pass', transport: 'udp', rttMs: 3 };
const FAIL: LoopOutcome = { state: 'fail', because: 'no-path' };

function after(...outcomes: readonly LoopOutcome[]): PathKnown {
  return outcomes.reduce((known, outcome) => afterTry(known, outcome, 1_000), UNKNOWN_PATH);
}

describe('a page that proves its path for calls', () => {
  it('tries as soon as a shift has begun, and never off shift or beside a call', () => {
    expect(isDue(UNKNOWN_PATH, 'idle', 1)).toBe(true);
    expect(isDue(UNKNOWN_PATH, 'off', 1)).toBe(false);
    expect(isDue(UNKNOWN_PATH, 'busy', 1)).toBe(false);
  });

  it('believes a proof for ten minutes', () => {
    const proved = after(PASS);
    expect(proved.proof).toBe('proved');
    expect(isDue(proved, 'idle', 1_000 + PROVED_MS - 1)).toBe(false);
    expect(isDue(proved, 'idle', 1_000 + PROVED_MS)).toBe(true);
  });

  it('takes one failure for chance and tries again at once', () => {
    const missed = after(PASS, FAIL);
    expect(missed.proof).toBe('proved');
    expect(isDue(missed, 'idle', 1_000)).toBe(true);
    expect(after(FAIL).proof).toBe('unknown');
  });

  it('says that there is no path after the second failure, and keeps trying until there is', () => {
    const failed = after(FAIL, FAIL);
    expect(failed.proof).toBe('failed');
    expect(isDue(failed, 'idle', 1_000)).toBe(false);
    expect(isDue(failed, 'idle', 1_000 + RETRY_MS)).toBe(true);
    expect(after(FAIL, FAIL, PASS)).toEqual(after(PASS));
  });

  it('learns nothing from what could not be tried', () => {
    const untried: LoopOutcome = { state: 'not-tried', because: 'media-not-ready' };
    expect(after(PASS, untried)).toMatchObject({ proof: 'proved', dueAt: 1_000 + LATER_MS });
    expect(after(FAIL, FAIL, untried)).toMatchObject({ proof: 'failed', misses: 2 });
  });

  it('goes on where a call interrupted it', () => {
    const interrupted = after(PASS, { state: 'not-tried', because: 'interrupted' });
    expect(isDue(interrupted, 'busy', 1_000)).toBe(false);
    expect(isDue(interrupted, 'idle', 1_000)).toBe(true);
  });

  it('looks again on another network, and not later than it would have anyway', () => {
    const moved = afterMove(after(PASS), 50_000);
    expect(moved).toMatchObject({ proof: 'proved', dueAt: 50_000 + SETTLE_MS });
    expect(afterMove(UNKNOWN_PATH, 50_000)).toEqual(UNKNOWN_PATH);
  });
});
