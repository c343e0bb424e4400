import { fstatSync } from 'node:fs';
import { pino } from 'pino';
import { type Config, ConfigRefusal, REFUSED_EXIT_CODE, readConfig } from './config.ts';
import { describe, startServer } from './start-server.ts';

const STDIN = 0;
const STDERR = 2;
const STOP_MS = 8_000;

const log = pino({ base: null }, pino.destination({ dest: STDERR, sync: true }));

async function run(config: Config): Promise<void> {
  const server = await startServer(config, log);
  const stop = (): void => {
    setTimeout(() => process.exit(1), STOP_MS).unref();
    server.stop().then(() => process.exit(0), fail);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (isHeld(STDIN)) process.stdin.once('end', stop).resume();
  const { urls, firstSignIns } = server;
  console.log(JSON.stringify({ ready: true, urls, firstSignIns }));
  await server.noteTold();
}

/** A pipe ends when whoever started the server is gone; a terminal or an empty input says nothing. */
function isHeld(descriptor: number): boolean {
  const input = fstatSync(descriptor);
  return input.isFIFO() || input.isSocket();
}

function fail(error: unknown): void {
  if (error instanceof ConfigRefusal) {
    console.error(error.message);
    process.exit(REFUSED_EXIT_CODE);
  }
  const words = error instanceof Error ? `: ${error.message}` : '';
  log.fatal(describe(error), `the server cannot go on${words}`);
  process.exit(1);
}

process.on('unhandledRejection', fail);
process.on('uncaughtException', fail);

try {
  await run(readConfig(process.env));
} catch (error) {
  fail(error);
}
