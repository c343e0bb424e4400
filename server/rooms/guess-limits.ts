import { createHash } from 'node:crypto';
import type { Millis } from '@parley/core/time.ts';
import type { Tx } from '../database/database.ts';
import type { Rate } from '../delivery/token-bucket.ts';

/** So often anybody may mistype. */
const FREE_FAILURES = 3;

/** Codes one source may go on trying, once it has failed too often. */
const ONE_SOURCE: Rate = { burst: 10, perSecond: 0.5 };

/** Codes without a secret that are looked at, of all sources together: 200 a second of ten thousand million. */
const ALL_CODES: Rate = { burst: 1_000, perSecond: 200 };

/** Failures of all sources together before each is answered as late as can be, whoever it comes from. */
const ALL_FAILURES: Rate = { burst: 200, perSecond: 20 };

/** No failure is answered sooner: what differs in the work between one and another is lost in it. */
const FLOOR_MS = 80;
const SLOWER_BY_MS = 250;
const SLOWEST_MS = 5_000;

/** Answers that one server holds back at once: more it does not keep in mind. */
const MOST_HELD_BACK = 1_000;

/** A failure is forgiven after this long. */
const FORGET_MS = 600_000;

/** One who brings a code: from where, and when. */
export type Guess = { readonly source: string; readonly now: Millis };

/**
 * Whether a code may be looked at; `failures` are those of its source with this one, which counts as one until it is
 * known better, so that a hundred at once are a hundred.
 */
export type Admitted =
  | { readonly ok: true; readonly failures: number }
  | { readonly ok: false; readonly retryAfterMs: number };

/** Counts a code of a source, unless the source has to wait; then, of all sources, unless all have to. */
const ADMIT_CODE = `WITH counted AS (
    INSERT INTO link_guesses AS g (source, failures, last_at, full_at) VALUES ($1, 1, $2, $2)
    ON CONFLICT (source) DO UPDATE SET
      failures = CASE WHEN g.last_at <= $3 THEN 1 ELSE g.failures + 1 END,
      last_at = $2,
      full_at = CASE WHEN g.last_at <= $3 OR g.failures < $4
        THEN g.full_at ELSE greatest(g.full_at, $2) + $5 END
    WHERE g.last_at <= $3 OR g.failures < $4 OR g.full_at <= $2 + $6
    RETURNING failures)
  SELECT failures, take_one($7, $2, $8, $9) AS "wasTaken" FROM counted`;

const COUNT_SECRET = `INSERT INTO link_guesses AS g (source, failures, last_at, full_at)
    VALUES ($1, 1, $2, $2)
  ON CONFLICT (source) DO UPDATE SET
    failures = CASE WHEN g.last_at <= $3 THEN 1 ELSE g.failures + 1 END, last_at = $2
  RETURNING failures`;

/** A rate as an instant says it: the bucket lacks one for every so many ms until it is full again. */
function bucketOf({ burst, perSecond }: Rate): {
  readonly everyMs: number;
  readonly slackMs: number;
} {
  const everyMs = Math.round(1_000 / perSecond);
  return { everyMs, slackMs: (burst - 1) * everyMs };
}

/** Hashed: the table says nothing of where people are. */
function keyOf(source: string): string {
  return createHash('sha256').update(source).digest('base64url');
}

/** Failures that are forgiven need not be known any longer. */
export async function forgetGuesses(tx: Tx, now: Millis): Promise<void> {
  await tx.query({
    text: 'DELETE FROM link_guesses WHERE last_at < $1',
    values: [now - FORGET_MS],
  });
}

/**
 * Slows down guessing at codes: every failure of a source is answered later than the one before, at whichever server
 * it asks. Right answers are never held back, and whoever brings a link's secret is never turned away, whatever others
 * do from the same address.
 */
export class GuessLimits {
  readonly #tx: Tx;
  #heldBack = 0;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** A code without its secret; who has failed waits for their turn. */
  async admitCode({ source, now }: Guess): Promise<Admitted> {
    if (this.#heldBack >= MOST_HELD_BACK) return { ok: false, retryAfterMs: SLOWEST_MS };
    const one = bucketOf(ONE_SOURCE);
    const all = bucketOf(ALL_CODES);
    const [counted] = await this.#tx.query<{ failures: number; wasTaken: boolean }>({
      name: 'admit_code',
      text: ADMIT_CODE,
      values: [
        ...[keyOf(source), now, now - FORGET_MS, FREE_FAILURES],
        ...[one.everyMs, one.slackMs, 'link codes', all.everyMs, all.slackMs],
      ],
    });
    if (counted === undefined) return { ok: false, retryAfterMs: await this.#turnOf(source, now) };
    if (!counted.wasTaken) return { ok: false, retryAfterMs: SLOWEST_MS };
    return { ok: true, failures: counted.failures };
  }

  /** The code was right: it was no failure. */
  async forgive({ source }: Guess): Promise<void> {
    await this.#tx.query({
      name: 'forgive_code',
      text: 'UPDATE link_guesses SET failures = greatest(failures - 1, 0) WHERE source = $1',
      values: [keyOf(source)],
    });
  }

  /** A wrong secret; gives the failures of its source. */
  async countSecret({ source, now }: Guess): Promise<number> {
    const [counted] = await this.#tx.query<{ failures: number }>({
      name: 'count_wrong_secret',
      text: COUNT_SECRET,
      values: [keyOf(source), now, now - FORGET_MS],
    });
    return counted?.failures ?? FREE_FAILURES;
  }

  /** The ms before which a failure is not to be answered; null when too many wait for theirs already. */
  async delayFor(failures: number, now: Millis): Promise<Millis | null> {
    if (this.#heldBack >= MOST_HELD_BACK) return null;
    const { everyMs, slackMs } = bucketOf(ALL_FAILURES);
    const [all] = await this.#tx.query<{ wasTaken: boolean }>({
      name: 'count_wrong_guess',
      text: 'SELECT take_one($1, $2, $3, $4) AS "wasTaken"',
      values: ['wrong guesses', now, everyMs, slackMs],
    });
    if (all?.wasTaken === false) return SLOWEST_MS;
    const beyond = Math.max(0, failures - FREE_FAILURES);
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

  async #turnOf(source: string, now: Millis): Promise<Millis> {
    const { slackMs } = bucketOf(ONE_SOURCE);
    const [row] = await this.#tx.query<{ fullAt: Millis }>({
      name: 'turn_of_source',
      text: 'SELECT full_at AS "fullAt" FROM link_guesses WHERE source = $1',
      values: [keyOf(source)],
    });
    return Math.max(1, (row?.fullAt ?? now) - slackMs - now);
  }
}
