import type { Millis } from '@parley/core/time.ts';
import { TokenBucket, TokenBuckets } from '../delivery/token-bucket.ts';

/** So often anybody may mistype. */
const FREE_FAILURES = 3;

/** Codes one source may go on trying, once it has failed too often. */
const ONE_SOURCE = { burst: 10, perSecond: 0.5 };

/** Failures of all sources together before each is answered as late as can be, whoever it comes from. */
const ALL_SOURCES = { burst: 200, perSecond: 20 };

/** No failure is answered sooner: what differs in the work between one and another is lost in it. */
const FLOOR_MS = 80;
const SLOWER_BY_MS = 250;
const SLOWEST_MS = 5_000;

/**
 * Answers that are being held back at once: with their time the most guesses there can be in a second, 200 of ten
 * thousand million codes. Beyond that, codes without a secret have to wait.
 */
const MOST_HELD_BACK = 1_000;

/** A failure is forgiven after this long. */
const FORGET_MS = 600_000;

/** Sources that are remembered; of more than these the longest known is forgotten. */
const MOST_SOURCES = 50_000;

type Failures = { readonly count: number; readonly at: Millis };

/**
 * Slows down guessing at codes: every failure of a source is answered later than the one before. Right answers are
 * never held back, and whoever brings a link's secret is never turned away, whatever others do from the same address.
 */
export class GuessLimits {
  readonly #failures = new Map<string, Failures>();
  readonly #sources = new TokenBuckets(ONE_SOURCE);
  readonly #all: TokenBucket;
  #heldBack = 0;

  constructor(now: Millis) {
    this.#all = new TokenBucket(ALL_SOURCES, now);
  }

  /** Whether a code without its secret may be looked at now; who has failed waits for their turn. */
  admit(
    source: string,
    now: Millis,
  ): { readonly ok: true } | { readonly ok: false; readonly retryAfterMs: number } {
    if (this.#heldBack >= MOST_HELD_BACK) return { ok: false, retryAfterMs: SLOWEST_MS };
    const failed = this.#failedBy(source, now);
    return failed < FREE_FAILURES ? { ok: true } : this.#sources.take(source, now);
  }

  /** Notes a failure; gives the ms before which it is not to be answered, null when too many wait for theirs already. */
  failed(source: string, now: Millis): Millis | null {
    const count = this.#failedBy(source, now) + 1;
    // Taken out first: the map's order is then that of the last failures.
    this.#failures.delete(source);
    this.#failures.set(source, { count, at: now });
    this.#forgetOldest();
    if (this.#heldBack >= MOST_HELD_BACK) return null;
    if (!this.#all.take(now).ok) return SLOWEST_MS;
    const beyond = Math.max(0, count - FREE_FAILURES);
    return Math.min(SLOWEST_MS, FLOOR_MS + beyond * SLOWER_BY_MS);
  }

  /** Keeps account of an answer while it is held back. */
  async holdBack(wait: () => Promise<void>): Promise<void> {
    this.#heldBack += 1;
    try {
      await wait();
    } finally {
      this.#heldBack -= 1;
    }
  }

  #failedBy(source: string, now: Millis): number {
    const known = this.#failures.get(source);
    if (known === undefined || known.at + FORGET_MS <= now) return 0;
    return known.count;
  }

  #forgetOldest(): void {
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > MOST_SOURCES && oldest !== undefined) this.#failures.delete(oldest);
  }
}

/** Whom an address counts for: somebody has a whole network of IPv6 addresses to themselves. */
export function sourceOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address;
  const [head = '', tail = ''] = address.split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  return `${[...first, ...zeros, ...last].slice(0, 4).join(':')}/64`;
}
