import type { Millis } from '@parley/core/time.ts';

/** How much may come at once, and how much for ever. */
export type Rate = { readonly burst: number; readonly perSecond: number };

/** Lets `burst` through at once and `perSecond` in the long run. */
export class TokenBucket {
  readonly #rate: Rate;
  #tokens: number;
  #at: Millis;

  constructor(rate: Rate, now: Millis) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#at = now;
  }

  /** Takes one; gives the time until there is one again when there is none. */
  take(now: Millis): { readonly ok: true } | { readonly ok: false; readonly retryAfterMs: number } {
    this.#refill(now);
    if (this.#tokens < 1) {
      const retryAfterMs = Math.ceil(((1 - this.#tokens) / this.#rate.perSecond) * 1000);
      return { ok: false, retryAfterMs };
    }
    this.#tokens -= 1;
    return { ok: true };
  }

  isFull(now: Millis): boolean {
    this.#refill(now);
    return this.#tokens >= this.#rate.burst;
  }

  #refill(now: Millis): void {
    const gained = (Math.max(0, now - this.#at) / 1000) * this.#rate.perSecond;
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + gained);
    this.#at = now;
  }
}

const SWEEP_AT = 1_000;

/** One bucket for each key; full ones are forgotten when there are many. */
export class TokenBuckets {
  readonly #rate: Rate;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  take(key: string, now: Millis): ReturnType<TokenBucket['take']> {
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) {
      if (this.#buckets.size >= SWEEP_AT) this.#sweep(now);
      bucket = new TokenBucket(this.#rate, now);
      this.#buckets.set(key, bucket);
    }
    return bucket.take(now);
  }

  #sweep(now: Millis): void {
    for (const [key, bucket] of this.#buckets) {
      if (bucket.isFull(now)) this.#buckets.delete(key);
    }
  }
}
