import { fstatSync } from 'node:fs';
import pg from 'pg';
import { pino } from 'pino';
import { ConfigRefusal, type MediaConfig, readConfig } from './config.ts';
import { type MediaNode, type Preparation, startNode } from './node.ts';
import { PortTaken } from './workers/worker-pool.ts';

/** The exit code for what only the operator can put right (sysexits: EX_CONFIG). */
const REFUSED = 78;

/** Nothing that ends in order takes longer; what does is stuck. */
const STOP_MS = 8_000;

const QUERY_MS = 3_000;

// Standard output is for whoever started us; all that operators read goes beside it.
const log = pino({ name: 'media' }, pino.destination(2));

function refuse(sentence: string): never {
  console.error(sentence);
  process.exit(REFUSED);
}

function configured(): MediaConfig {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (error instanceof ConfigRefusal) refuse(error.message);
    throw error;
  }
}

/** One line for each step on the way to the workers. */
function tell(preparation: Preparation): void {
  console.log(JSON.stringify({ preparation }));
}

async function started(config: MediaConfig, pool: pg.Pool): Promise<MediaNode> {
  const query = (sql: string, values: readonly unknown[]) => pool.query(sql, [...values]);
  try {
    return await startNode(config, { query }, { log, onPreparation: tell });
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (isTaken)
      refuse(`Port ${config.link.port} is taken; set PARLEY_MEDIA_LINK_PORT to a free one.`);
    throw error;
  }
}

function isPipe(): boolean {
  const stdin = fstatSync(0);
  return stdin.isFIFO() || stdin.isSocket();
}

const config = configured();
const pool = new pg.Pool({
  connectionString: config.databaseUrl,
  max: 1,
  connectionTimeoutMillis: QUERY_MS,
  query_timeout: QUERY_MS,
  application_name: 'parley-media',
});
// Without this the end of an idle connection would end the process, and every call with it.
pool.on('error', (error) => log.warn({ because: error.message }, 'the database went away'));

const node = await started(config, pool);
let isStopping = false;

async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  setTimeout(() => process.exit(1), STOP_MS).unref();
  await node.stop();
  await pool.end();
  process.exit(0);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
if (isPipe()) process.stdin.on('end', () => void stop()).resume();

console.log(JSON.stringify({ ready: true, prepared: false, address: node.address }));

try {
  await node.prepared;
} catch (error) {
  if (!(error instanceof PortTaken)) throw error;
  await node.stop();
  refuse(`${error.message} Set PARLEY_MEDIA_PORT to the first of ${config.workers} free ports.`);
}
