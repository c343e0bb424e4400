import { MEDIA_LEASE_MS, type MediaNodeState } from '@parley/contracts/media-link.ts';
import type { Logger } from 'pino';

/** How a node stands, for the servers that choose one. */
export type NodeFacts = {
  readonly state: MediaNodeState;
  /** How far the preparation is, from 0 to 1; null when it is over. */
  readonly fraction: number | null;
  readonly step: string | null;
  /** Calls it carries. */
  readonly load: number;
};

export type LeaseParts = {
  readonly database: { query(sql: string, values: readonly unknown[]): Promise<unknown> };
  readonly nodeId: string;
  readonly bootId: string;
  readonly address: string;
  readonly facts: () => NodeFacts;
  readonly log: Logger;
};

const RENEW_MS = 2_000;

/** The database's clock counts: it is the only one that all nodes and servers share. */
const RENEW = `
  INSERT INTO media_nodes (id, boot_id, address, state, fraction, step, load, until)
  VALUES ($1, $2, $3, $4, $5, $6, $7,
    (extract(epoch FROM clock_timestamp()) * 1000)::bigint + ${MEDIA_LEASE_MS})
  ON CONFLICT (id) DO UPDATE SET boot_id = excluded.boot_id, address = excluded.address,
    state = excluded.state, fraction = excluded.fraction, step = excluded.step,
    load = excluded.load, until = excluded.until`;

const LEAVE = 'DELETE FROM media_nodes WHERE id = $1 AND boot_id = $2';

/** Keeps the node's row alive; calls go on while the database is away, and so do the attempts. */
export class Lease {
  readonly #parts: LeaseParts;
  readonly #timer: NodeJS.Timeout;
  #renewing: Promise<void> | null = null;
  #isAgain = false;
  #isEnded = false;
  #wasKept = true;

  constructor(parts: LeaseParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => void this.renew(), RENEW_MS);
  }

  /** Writes the row now; what is asked while one is being written is written after it. */
  async renew(): Promise<void> {
    if (this.#isEnded) return;
    if (this.#renewing !== null) {
      this.#isAgain = true;
      return await this.#renewing;
    }
    this.#renewing = this.#write();
    await this.#renewing;
    this.#renewing = null;
    if (this.#isAgain) {
      this.#isAgain = false;
      await this.renew();
    }
  }

  /** Removes the row, unless a newer process has it. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    this.#isEnded = true;
    await this.#renewing;
    const { database, nodeId, bootId } = this.#parts;
    try {
      await database.query(LEAVE, [nodeId, bootId]);
    } catch (error) {
      this.#parts.log.warn({ because: reasonOf(error) }, 'the lease row could not be removed');
    }
  }

  async #write(): Promise<void> {
    const { database, nodeId, bootId, address, facts, log } = this.#parts;
    const { state, fraction, step, load } = facts();
    const values = [nodeId, bootId, address, state, fraction, step, load];
    try {
      await database.query(RENEW, values);
      if (!this.#wasKept) log.info({}, 'the lease is kept again');
      this.#wasKept = true;
    } catch (error) {
      if (this.#wasKept) log.warn({ because: reasonOf(error) }, 'the lease could not be renewed');
      this.#wasKept = false;
    }
  }
}

/** Only the words: the whole error of the driver would show the address with its password. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
