import { expect, test } from 'vitest';
import { TokenBucket, TokenBuckets } from './token-bucket.ts';

test('a burst goes through, then one at a time, and the wait is said', () => {
  const bucket = new TokenBucket({ burst: 3, perSecond: 2 }, 0);
  const takes = [0, 0, 0, 0].map((now) => bucket.take(now));
  expect(takes.map((one) => one.ok)).toEqual([true, true, true, false]);
  expect(takes[3]).toEqual({ ok: false, retryAfterMs: 500 });
  expect(bucket.take(500).ok).toBe(true);
  expect(bucket.take(501).ok).toBe(false);
});

test('a clock that goes back gives nothing away', () => {
  const bucket = new TokenBucket({ burst: 1, perSecond: 1 }, 10_000);
  expect(bucket.take(10_000).ok).toBe(true);
  expect(bucket.take(0).ok).toBe(false);
});

test('one address does not use up another, and many do not stay for ever', () => {
  const buckets = new TokenBuckets({ burst: 1, perSecond: 1 });
  expect(buckets.take('a', 0).ok).toBe(true);
  expect(buckets.take('a', 0).ok).toBe(false);
  for (let count = 0; count < 5_000; count += 1) buckets.take(`${count}`, 10_000 + count * 10);
  expect(buckets.take('b', 100_000).ok).toBe(true);
});
