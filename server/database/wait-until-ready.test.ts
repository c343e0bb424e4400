import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { newDatabase } from '../testing/test-server.ts';
import { openDatabase } from './database.ts';
import { waitUntilReady } from './wait-until-ready.ts';

/** PostgreSQL's word to whoever knocks while it recovers. */
function notYet(): Buffer {
  const fields = ['SFATAL', 'VFATAL', 'C57P03', 'Mthe database system is starting up'];
  const body = Buffer.from(`${fields.map((field) => `${field}\0`).join('')}\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** A real database that turns the first callers away as one in recovery does. */
async function recovering(turnsAway: number) {
  const real = new URL(await newDatabase());
  let knocks = 0;
  const door = createServer((caller) => {
    knocks += 1;
    if (knocks <= turnsAway) {
      caller.once('data', () => caller.end(notYet()));
      return;
    }
    const inside = connect(Number(real.port), real.hostname);
    caller.pipe(inside).pipe(caller);
    for (const side of [caller, inside]) side.on('error', () => side.destroy());
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  const url = new URL(real);
  url.host = `127.0.0.1:${(door.address() as AddressInfo).port}`;
  return { url: url.href, knocks: () => knocks, close: () => door.close() };
}

test('a database that recovers is waited for, and said so once', async () => {
  const door = await recovering(3);
  const database = openDatabase(door.url);
  const said: string[] = [];
  const say = (_: object, words: string): void => void said.push(words);
  await waitUntilReady(database, { info: say, warn: say, error: say });
  expect(door.knocks()).toBe(4);
  expect(said).toEqual(['the database is still starting; waiting for it']);
  await database.close();
  door.close();
});

test('a database that is not there is not waited for', async () => {
  const door = await recovering(0);
  door.close();
  const database = openDatabase(door.url);
  const quiet = (): void => undefined;
  const log = { info: quiet, warn: quiet, error: quiet };
  await expect(waitUntilReady(database, log)).rejects.toThrow();
  await database.close();
});
