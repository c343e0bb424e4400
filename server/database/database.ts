import pg from 'pg';

// Counters and instants fit a double; pg would hand int8 over as text.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** A statement with its values; `name` makes PostgreSQL keep the parsed statement per connection. */
export type Statement = {
  readonly text: string;
  readonly values?: readonly unknown[];
  readonly name?: string;
};

/** Statements inside one transaction, or each in its own. */
export type Tx = {
  query<Row>(statement: Statement | string): Promise<readonly Row[]>;
};

/** One round trip that opens, a decision, one round trip that closes. */
export type Exchange<Opened, Result> = {
  readonly open: Statement;
  /** Pure: what to write, or null to leave everything as it is. */
  readonly decide: (opened: Opened) => {
    readonly write: Statement | null;
    readonly result: Result;
  };
};

/** What an exchange came to, with what the writing statement answered. */
export type Exchanged<Result> = { readonly result: Result; readonly written: unknown };

export type Database = Tx & {
  readonly pool: pg.Pool;
  transaction<Result>(run: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** A transaction of two round trips: BEGIN rides with the first, COMMIT with the second. */
  exchange<Opened, Result>(exchange: Exchange<Opened, Result>): Promise<Exchanged<Result>>;
  close(): Promise<void>;
};

const STALLED_MS = 15_000;

/** Changes last milliseconds; whoever waits longer for one asks again. */
const LOCK_MS = 5_000;

/** Opens a pool of connections; nothing is sent before the first statement. */
export function openDatabase(
  url: string,
  reportLost: (code: string) => void = () => undefined,
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: 20,
    pipeline: true,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    // A process that stalls in the middle of a change must not stall everybody else's.
    idle_in_transaction_session_timeout: STALLED_MS,
    lock_timeout: LOCK_MS,
  });
  // NOTE without these two an idle connection that breaks ends the process.
  pool.on('error', (error) => reportLost(codeOf(error)));
  pool.on('connect', (client) => client.on('error', (error) => reportLost(codeOf(error))));
  return {
    pool,
    query: (statement) => rowsOf(pool, statement),
    transaction: (run) => withClient(pool, (client) => inTransaction(client, run)),
    exchange: (wanted) => withClient(pool, (client) => exchangeOn(client, wanted)),
    close: () => pool.end(),
  };
}

/** PostgreSQL's or the socket's own code; never its message, which may quote people's words. */
export function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code);
  return error instanceof Error ? error.name : 'unknown';
}

/** Two transactions met; the same one carried out again will pass. */
function isCollision(error: unknown): boolean {
  return ['40001', '40P01', '55P03', '23505'].includes(codeOf(error));
}

/** The database was away or went away; what was being done may or may not have been stored. */
export function isConnectionLoss(error: unknown): boolean {
  const code = codeOf(error);
  if (['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'].includes(code)) return true;
  if (code.startsWith('08') || code.startsWith('57P')) return true;
  return error instanceof Error && /terminated|not queryable|timeout exceeded/i.test(error.message);
}

/** Carried out again, it may well succeed. */
export function isPassing(error: unknown): boolean {
  return isCollision(error) || isConnectionLoss(error);
}

/** Runs what is safe to repeat until it does not meet another, so many times. */
export async function retried<Result>(tries: number, run: () => Promise<Result>): Promise<Result> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await run();
    } catch (error) {
      if (!isPassing(error) || tried >= tries) throw error;
    }
  }
}

type Queryable = Pick<pg.Pool | pg.PoolClient, 'query'>;

async function rowsOf<Row>(on: Queryable, statement: Statement | string): Promise<readonly Row[]> {
  const asked = typeof statement === 'string' ? { text: statement } : statement;
  const { text, name, values } = asked;
  const answer = await on.query({
    text,
    values: values === undefined ? [] : [...values],
    ...(name === undefined ? {} : { name }),
  });
  return answer.rows as Row[];
}

async function withClient<Result>(
  pool: pg.Pool,
  run: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken = true;
  try {
    const result = await run(client);
    broken = false;
    return result;
  } catch (error) {
    broken = isConnectionLoss(error);
    throw error;
  } finally {
    client.release(broken);
  }
}

async function inTransaction<Result>(
  client: pg.PoolClient,
  run: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  await client.query('BEGIN');
  try {
    const result = await run({ query: (statement) => rowsOf(client, statement) });
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await rollBack(client);
    throw error;
  }
}

async function exchangeOn<Opened, Result>(
  client: pg.PoolClient,
  { open, decide }: Exchange<Opened, Result>,
): Promise<Exchanged<Result>> {
  try {
    const begun = client.query('BEGIN');
    const [opened] = await both(rowsOf<{ opened: Opened }>(client, open), begun);
    if (opened === undefined) throw new Error('the opening statement gave no row');
    const { write, result } = decide(opened.opened);
    if (write === null) {
      await client.query('ROLLBACK');
      return { result, written: null };
    }
    const rows = rowsOf<{ written: unknown }>(client, write);
    const [written] = await both(rows, client.query('COMMIT'));
    return { result, written: written?.written ?? null };
  } catch (error) {
    await rollBack(client);
    throw error;
  }
}

/** Waits for both, so that nothing of a failed pair is still on its way; the first one's answer. */
async function both<First>(first: Promise<First>, second: Promise<unknown>): Promise<First> {
  const [one, two] = await Promise.allSettled([first, second]);
  if (one.status === 'rejected') throw one.reason;
  if (two.status === 'rejected') throw two.reason;
  return one.value;
}

/** After an error; the connection may be gone, and then there is nothing left to undo. */
async function rollBack(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('ROLLBACK');
  } catch (error) {
    if (!isConnectionLoss(error)) throw error;
  }
}
