import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { codeOf, type Database } from './database.ts';

/** The database runs and does not let anybody in yet: it starts, or mends what a crash left behind. */
const NOT_YET = '57P03';

const AGAIN_MS = 250;
const TRIES = 480;

/** Settles once the database answers; while it starts or recovers it is waited for, two minutes at most. */
export async function waitUntilReady(database: Database, log: Log): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    try {
      await database.query('SELECT 1');
      return;
    } catch (error) {
      if (codeOf(error) !== NOT_YET || tried === TRIES) throw error;
      if (tried === 1) log.info({}, 'the database is still starting; waiting for it');
      await wait(AGAIN_MS);
    }
  }
}
