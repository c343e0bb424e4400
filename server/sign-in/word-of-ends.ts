import pg from 'pg';
import type { Database } from '../database/database.ts';

const CHANNEL = 'parley_sessions';

/** Word between servers that sessions are over. A word that is lost costs the time until the next look. */
export class WordOfEnds {
  readonly #database: Database;
  readonly #heard: () => void;
  #listener: pg.Client | null = null;

  constructor(database: Database, heard: () => void) {
    this.#database = database;
    this.#heard = heard;
  }

  /** Listens from now on; to be called again and again, for connections get lost. */
  async listen(): Promise<void> {
    if (this.#listener !== null) return;
    const { connectionString } = this.#database.pool.options;
    const listener = new pg.Client({ connectionString, keepAlive: true });
    const lost = (): void => {
      if (this.#listener === listener) this.#listener = null;
    };
    listener.on('error', lost);
    listener.on('end', lost);
    listener.on('notification', () => this.#heard());
    await listener.connect();
    await listener.query(`LISTEN ${CHANNEL}`);
    this.#listener = listener;
  }

  async announce(): Promise<void> {
    await this.#database.query(`NOTIFY ${CHANNEL}`);
  }

  async close(): Promise<void> {
    const listener = this.#listener;
    this.#listener = null;
    await listener?.end();
  }
}
