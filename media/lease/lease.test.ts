import { MEDIA_LEASE_MS } from '@parley/contracts/media-link.ts';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type TestDatabase } from '../testing/database.ts';
import { Lease, type NodeFacts } from './lease.ts';

let database: TestDatabase;
let facts: NodeFacts;

beforeEach(async () => {
  database = await openDatabase();
  facts = { state: 'preparing', fraction: 0.25, step: 'building', load: 0 };
});

afterEach(() => database.drop());

function lease(bootId = 'boot-1'): Lease {
  return new Lease({
    database,
    nodeId: 'node-1',
    bootId,
    address: 'ws://127.0.0.1:20090',
    facts: () => facts,
    log: pino({ level: 'silent' }),
  });
}

async function rows() {
  return await database.query(
    `SELECT boot_id, address, state, fraction, step, load,
      until - (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS left_ms FROM media_nodes`,
  );
}

describe('a media node announces itself', () => {
  it('with how far it is, then as ready with its calls, and leaves nothing when it stops', async () => {
    await database.migrate();
    const mine = lease();
    await mine.renew();
    const [row] = await rows();
    expect(row).toMatchObject({ state: 'preparing', fraction: 0.25, step: 'building', load: 0 });
    expect(Number(row?.left_ms)).toBeGreaterThan(0);
    expect(Number(row?.left_ms)).toBeLessThanOrEqual(MEDIA_LEASE_MS);

    facts = { state: 'ready', fraction: null, step: null, load: 3 };
    await mine.renew();
    expect(await rows()).toMatchObject([{ state: 'ready', fraction: null, load: 3 }]);
    await mine.end();
    expect(await rows()).toEqual([]);
  });

  it('before the server has made the tables, as soon as they are there', async () => {
    const mine = lease();
    await mine.renew();
    await database.migrate();
    await mine.renew();
    expect(await rows()).toMatchObject([{ boot_id: 'boot-1' }]);
    await mine.end();
  });

  it('and does not take away the row of the process that came after it', async () => {
    await database.migrate();
    const before = lease('boot-1');
    const after = lease('boot-2');
    await before.renew();
    await after.renew();
    await before.end();
    expect(await rows()).toMatchObject([{ boot_id: 'boot-2' }]);
    await after.end();
  });
});
