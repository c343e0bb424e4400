import { resolve } from 'node:path';
import { backUp } from '../database/backup.ts';
import { Refusal } from '../database/refusal.ts';
import { restore } from '../database/restore.ts';
import type { RunningParley } from './installation.ts';
import { startParley } from './parley.ts';
import { watchSources } from './watch-sources.ts';

const HELP = `npm start                  runs Parley until Ctrl-C
npm start -- backup FILE   writes the database, the secret and all files to FILE (tar); Parley may run
npm start -- restore FILE  puts a backup into an empty data folder; Parley must not run

Settings are taken from the environment:
  PARLEY_DATA             the data folder (./data)
  PARLEY_HOST             the address to listen on (127.0.0.1)
  PORT                    the port of the pages (8080)
  PARLEY_MEDIA_PORT       the first port of voice and video, UDP and TCP, one per core (20100)
  PARLEY_MEDIA_LINK_PORT  the port between server and media node (20090)
  DATABASE_URL            a PostgreSQL of your own; without it Parley brings one`;

// One press of Ctrl-C may arrive several times: from the terminal, from npm and from the bootstrap.
const SAME_PRESS_MS = 1_000;

// Whoever read our words may be gone (a closed pipe): that ends nothing.
process.stdout.on('error', () => undefined);

const say = (words: string): void => console.log(words);
const fileNamed = (name: string | undefined): string => {
  if (name === undefined) throw new Refusal(`Which file?\n${HELP}`);
  return resolve(process.env.INIT_CWD ?? process.cwd(), name);
};
const data = resolve(process.env.PARLEY_DATA || 'data');

try {
  process.exit(await obey(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exit(1);
}

async function obey([word, name]: string[]): Promise<number> {
  switch (word) {
    case undefined:
    case '--watch':
      return run({ watch: word === '--watch' });
    case 'backup':
      say(await backUp({ data, file: fileNamed(name), databaseUrl: process.env.DATABASE_URL }));
      return 0;
    case 'restore':
      say(await restore({ data, file: fileNamed(name), databaseUrl: process.env.DATABASE_URL }));
      return 0;
    case '--help':
      say(HELP);
      return 0;
    default:
      throw new Refusal(`There is no word "${word}".\n${HELP}`);
  }
}

async function run({ watch }: { watch: boolean }): Promise<number> {
  const stop = stopOnSignal();
  const starting = startParley({ report: say });
  const parley = await Promise.race([starting, stop.first]);
  if (parley === undefined) {
    // Asked to stop while starting: let it come up, so that all of it is stopped in order.
    await (await starting).stop();
    return 0;
  }
  stop.onAgain = () => parley.kill();
  welcome(parley);
  const sources = watch ? watchSources({ parley, report: say }) : undefined;
  void stop.first.then(() => {
    say('Stopping …');
    return parley.stop();
  });
  const reason = await parley.ended;
  sources?.close();
  if (reason !== undefined) throw reason;
  return 0;
}

function welcome({ urls, signIns }: RunningParley): void {
  say(`\nParley is open.\n  Demo page  ${urls.demo}\n  Desk       ${urls.desk}`);
  if (signIns.length > 0) {
    say('\nSign-ins made by this first start, shown only now:');
    for (const { role, name, email, password } of signIns) {
      say(`  ${role.padEnd(11)}${name.padEnd(18)}${email.padEnd(28)}${password}`);
    }
  }
  say('\nCtrl-C stops it.');
}

type StopOrders = { first: Promise<undefined>; onAgain: () => void };

/** The first order to stop, and what a second one does. */
function stopOnSignal(): StopOrders {
  const ordered = Promise.withResolvers<undefined>();
  const orders: StopOrders = { first: ordered.promise, onAgain: () => process.exit(1) };
  let firstMs: number | undefined;
  const hear = (): void => {
    const now = performance.now();
    if (firstMs === undefined) {
      firstMs = now;
      ordered.resolve(undefined);
    } else if (now - firstMs > SAME_PRESS_MS) {
      orders.onAgain();
      process.exit(1);
    }
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, hear);
  // The bootstrap that started us was killed.
  process.once('disconnect', hear);
  return orders;
}
