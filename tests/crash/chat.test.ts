import { randomInt } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, test } from 'vitest';
import { startDatabase } from '../../deploy/database/start-database.ts';
import { type Chatter, openChatters } from './chatters.ts';
import { startInstallation } from './installation.ts';

const POINTS = Number(process.env.PARLEY_CRASH_POINTS ?? 200);
const CONVERSATIONS = 25;
const LONGEST_MS = 60 * 60_000;

test(
  `a message shown as sent is never lost, doubled or reordered over ${POINTS} kills of server and database`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-crash-'));
    // As root the database runs as another user, who has to reach the folder.
    chmodSync(folder, 0o711);
    const installation = await startInstallation(join(folder, 'database'));
    const chatters = (
      await Promise.all(
        Array.from({ length: CONVERSATIONS }, (_, index) =>
          openChatters(installation.url, [`left ${index}`, `right ${index}`]),
        ),
      )
    ).flat();
    await nextOfEach(chatters);
    for (let point = 0; point < POINTS; point += 1) {
      await afterSomeMessages(chatters, randomInt(1, 60));
      await installation.kill(point % 4 === 3 ? 'database' : 'server');
      await nextOfEach(chatters.slice(0, 4));
    }
    await Promise.all(chatters.map((chatter) => chatter.finish()));
    const written = chatters.reduce((sum, chatter) => sum + chatter.written(), 0);
    await everybodySawAll(chatters);
    for (const chatter of chatters) chatter.close();
    await installation.stop();
    expect(ledgerFaults(chatters, await storedMessages(join(folder, 'database')))).toEqual([]);
    expect(written).toBeGreaterThan(POINTS);
    rmSync(folder, { recursive: true, force: true });
  },
  LONGEST_MS,
);

/** Settles when so many more messages are shown as sent, by anybody. */
function afterSomeMessages(chatters: readonly Chatter[], count: number): Promise<void> {
  const total = (): number => chatters.reduce((sum, one) => sum + one.shownAsSent.length, 0);
  const target = total() + count;
  return until(chatters, () => total() >= target);
}

/** Settles when each of them has had another message accepted: the product is back. */
async function nextOfEach(chatters: readonly Chatter[]): Promise<void> {
  await Promise.all(chatters.map((one) => afterSomeMessages([one], 2)));
}

/** Settles when every page shows every message of its conversation. */
async function everybodySawAll(chatters: readonly Chatter[]): Promise<void> {
  const groups = Map.groupBy(chatters, (one) => one.conversationId);
  for (const group of groups.values()) {
    const due = group.reduce((sum, one) => sum + one.written(), 0);
    for (const one of group) {
      await until([one], () => one.session.state.get().view.messages.length >= due);
    }
  }
}

function until(chatters: readonly Chatter[], met: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stops: (() => void)[] = [];
    const look = (): void => {
      if (!met()) return;
      for (const stop of stops) stop();
      resolve();
    };
    for (const one of chatters) stops.push(one.session.state.subscribe(look));
    look();
  });
}

/** What the database holds, by conversation and in the order of its numbers. */
async function storedMessages(folder: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const database = await startDatabase({ folder });
  const client = new pg.Client(database.url);
  await client.connect();
  const { rows } = await client.query<{ stream: string; text: string }>(
    `SELECT stream, data->>'text' AS text FROM events
     WHERE data->>'type' = 'message-sent' ORDER BY stream, seq`,
  );
  await client.end();
  await database.stop();
  const groups = Map.groupBy(rows, (row) => row.stream);
  return new Map([...groups].map(([stream, list]) => [stream, list.map((row) => row.text)]));
}

/** Every way in which what a page showed differs from what was written and what is stored. */
function ledgerFaults(
  chatters: readonly Chatter[],
  stored: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  return chatters.flatMap((chatter) => {
    const { name, conversationId, shownAsSent, session } = chatter;
    const kept = stored.get(`conversation:${conversationId}`) ?? [];
    const shown = session.state.get().view.messages.map((message) => message.text);
    const wanted = Array.from({ length: chatter.written() }, (_, index) => `${name} ${index + 1}`);
    const mineKept = kept.filter((text) => text.startsWith(`${name} `));
    return [
      ...differ(`${name}: stored, not as written`, mineKept, wanted),
      ...differ(`${name}: shown as sent, not as written`, shownAsSent, wanted),
      ...differ(`${name}: on the screen, not as stored`, shown, kept),
    ];
  });
}

function differ(words: string, found: readonly string[], due: readonly string[]): string[] {
  if (found.length === due.length && found.every((text, index) => text === due[index])) return [];
  const at = due.findIndex((text, index) => text !== found[index]);
  return [
    `${words}, first at ${at}: ${found[at]} for ${due[at]} (${found.length} of ${due.length})`,
  ];
}

test('the ledger notices a message that is lost, doubled or out of order', () => {
  const due = ['a', 'b', 'c'];
  const found = [['a', 'c'], ['a', 'b', 'b', 'c'], ['b', 'a', 'c'], due];
  expect(found.map((list) => differ('x', list, due).length)).toEqual([1, 1, 1, 0]);
});
