import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { underStop } from './under-stop.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function stopped(stop: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => stop.addEventListener('abort', () => resolve(stop.aborted)));
}

test('whichever of several stops comes first ends the work', async () => {
  const [one, other] = [new AbortController(), new AbortController()];
  const working = underStop({ stops: [one.signal, other.signal] }, stopped);
  other.abort();
  expect(await working).toBe(true);
});

test('what was stopped before begins stopped', async () => {
  const stops = [AbortSignal.abort()];
  expect(await underStop({ stops }, async (stop) => stop.aborted)).toBe(true);
});

test('work that takes too long ends by itself', async () => {
  const working = underStop({ stops: [], longestMs: 30_000 }, stopped);
  vi.advanceTimersByTime(30_000);
  expect(await working).toBe(true);
});

test('once the work is over nothing is left to go off', async () => {
  const { signal } = new AbortController();
  const removed = vi.spyOn(signal, 'removeEventListener');
  await expect(
    underStop({ stops: [signal], longestMs: 30_000 }, () => Promise.reject(new Error('broken'))),
  ).rejects.toThrow('broken');
  expect([vi.getTimerCount(), removed.mock.calls.length]).toEqual([0, 1]);
});
