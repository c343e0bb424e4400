import pg from 'pg';
import { ADMIN, type Credentials, DATABASE, databaseUrl, OWNER } from './folder.ts';
import { errorCode, Refusal } from './refusal.ts';

const CONNECT_MS = 3_000;
// No such role or another password; no such database.
const MISSING = ['28P01', '3D000'];

/** Runs one piece of work over a connection of its own. */
export async function withConnection<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'parley-launcher',
  });
  let broken: Error | undefined;
  // Without a listener, a connection that dies takes the whole program with it.
  client.on('error', (error) => {
    broken = error;
  });
  await client.connect();
  try {
    return await work(client);
  } finally {
    if (broken === undefined) await client.end();
  }
}

/** Why a database does not answer at this address, or nothing when it does. */
export async function reasonForSilence(url: string): Promise<Error | undefined> {
  try {
    await withConnection(url, (client) => client.query('SELECT 1'));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Makes Parley's role and database if they are not there yet; each step may be repeated. */
export async function ensureDatabase(port: number, credentials: Credentials): Promise<void> {
  const owner = databaseUrl(port, OWNER, credentials.password);
  const reason = await reasonForSilence(owner);
  if (reason === undefined) return;
  if (!MISSING.includes(errorCode(reason) ?? '')) {
    throw new Refusal(`The database does not answer: ${reason.message}.`);
  }
  await withConnection(databaseUrl(port, ADMIN, credentials.adminPassword), async (client) => {
    const password = pg.escapeLiteral(credentials.password);
    const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [OWNER]);
    const verb = role.rowCount === 0 ? 'CREATE' : 'ALTER';
    await client.query(`${verb} ROLE ${OWNER} LOGIN PASSWORD ${password}`);
    const base = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (base.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER}`);
  });
}
