import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scheduler } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { findFreePorts } from '../../deploy/database/free-port.ts';
import { startDatabase } from '../../deploy/database/start-database.ts';
import { startParley } from '../../deploy/start/parley.ts';
import { type Heard, naiveRoom, parleyRoom, type Room } from './chat-rooms.ts';
import { quantile, type Result, resultOf } from './report.ts';

const ROOMS = 100;
const PAGES = 5;
const ROUNDS = 3;
const STEP_MS = 4_000;
const LATE_MS = 25;
const RATES = [
  100, 200, 400, 600, 800, 1_000, 1_300, 1_600, 2_000, 2_500, 3_000, 4_000, 5_000, 6_500, 8_000,
];

type Side = { readonly name: string; readonly rooms: readonly Room[]; readonly book: Book };

/** Durable chat: how soon a message is acknowledged when nothing else happens, and how many deliveries a second it carries. */
export async function benchChat(): Promise<readonly Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  // As root the database runs as another user, who has to reach the folder.
  chmodSync(folder, 0o711);
  const database = await startDatabase({ folder: join(folder, 'database') });
  const parley = await startParley({
    data: join(folder, 'data'),
    env: { DATABASE_URL: database.url, PORT: String(await findFreePorts(1)) },
  });
  const naive = await startNaive(database.url);
  try {
    const { origin } = new URL(parley.urls.demo);
    const idle = await acknowledged(origin, naive.url, database.url);
    return [idle, await throughput(origin, naive.url)];
  } finally {
    naive.end();
    await parley.stop();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startNaive(databaseUrl: string): Promise<{ url: string; end: () => void }> {
  const port = await findFreePorts(1);
  const script = fileURLToPath(new URL('./naive-chat.ts', import.meta.url));
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, DATABASE_URL: databaseUrl, PORT: String(port) },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return { url: `http://127.0.0.1:${port}`, end: () => child.stdin.end() };
}

/** A B A B: one message through Parley, then one socket round trip and one commit. */
async function acknowledged(url: string, naiveUrl: string, databaseUrl: string): Promise<Result> {
  const client = new pg.Client(databaseUrl);
  client.on('error', () => undefined);
  await client.connect();
  const quiet: Heard = () => undefined;
  // Pages take turns, so that none meets its rate limit.
  const ours = await parleyRoom(url, { index: 20_000, size: 20, heard: quiet });
  const bare = await naiveRoom(naiveUrl, { index: 20_000, size: 1, heard: quiet });
  const [echo] = bare.pages;
  if (echo === undefined) throw new Error('a room has no page');
  const [mine, floor]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < 600; turn += 1) {
    const page = ours.pages[turn % ours.pages.length] ?? echo;
    mine.push(await timed(() => ours.send(page, `idle ${turn}`)));
    const trip = await timed(() => echo.ask('echo', {}));
    const commit = await timed(() =>
      client.query('INSERT INTO naive_messages (room, sent) VALUES ($1, $2)', [
        'floor',
        'one commit',
      ]),
    );
    floor.push(trip + commit);
  }
  await client.end();
  const [warmMine, warmFloor] = [mine.slice(100), floor.slice(100)];
  return resultOf({
    name: 'chat acknowledged',
    unit: 'ms',
    note: 'one customer, idle server; durable: committed with fsync; floor: socket round trip + one INSERT commit in the same database',
    floor: warmFloor,
    ours: warmMine,
    timesMs: warmMine,
  });
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await run();
  return performance.now() - from;
}

async function throughput(url: string, naiveUrl: string): Promise<Result> {
  const sides = [await openSide('parley', url), await openSide('naive', naiveUrl)] as const;
  const best: { parley: Step[]; naive: Step[] } = { parley: [], naive: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    best.parley.push(await climb(sides[0]));
    best.naive.push(await climb(sides[1]));
  }
  for (const side of sides)
    for (const room of side.rooms) for (const page of room.pages) page.close();
  return resultOf({
    name: 'chat',
    unit: 'deliveries/s',
    note: `open loop, ${ROOMS} conversations of ${PAGES} pages, highest step with p95 ≤ ${LATE_MS} ms and nothing missing; every message committed with fsync before it is acknowledged; naive: Socket.IO rooms + one INSERT each; generator on the same two cores`,
    floor: best.naive.map((step) => step.deliveriesPerSecond),
    ours: best.parley.map((step) => step.deliveriesPerSecond),
    timesMs: best.parley.flatMap((step) => step.latenciesMs),
  });
}

/** When each text was sent, and how long each delivery of it took. */
class Book {
  readonly #sentAt = new Map<string, number>();
  latenciesMs: number[] = [];

  note(text: string): void {
    this.#sentAt.set(text, performance.now());
  }

  heard(text: string): void {
    const at = this.#sentAt.get(text);
    if (at !== undefined) this.latenciesMs.push(performance.now() - at);
  }

  clear(): void {
    this.#sentAt.clear();
    this.latenciesMs = [];
  }
}

async function openSide(name: 'parley' | 'naive', url: string): Promise<Side> {
  const book = new Book();
  const open = name === 'parley' ? parleyRoom : naiveRoom;
  const rooms: Room[] = [];
  for (let index = 0; index < ROOMS; index += 1) {
    rooms.push(await open(url, { index, size: PAGES, heard: (text) => book.heard(text) }));
  }
  return { name, rooms, book };
}

type Step = { readonly deliveriesPerSecond: number; readonly latenciesMs: readonly number[] };

/** Raises the rate until deliveries come late or are missing twice in a row; the best step counts. */
async function climb(side: Side): Promise<Step> {
  let best: Step = { deliveriesPerSecond: 0, latenciesMs: [] };
  let failures = 0;
  for (const rate of RATES) {
    const step = await load(side, rate);
    const due = (rate * PAGES * STEP_MS) / 1_000;
    const lateMs = quantile(step.latenciesMs, 0.95);
    console.error(
      `${side.name} ${rate}/s: p95 ${lateMs.toFixed(1)} ms, ${step.latenciesMs.length} of ${due}`,
    );
    const isGood = step.latenciesMs.length >= due && lateMs <= LATE_MS;
    failures = isGood ? 0 : failures + 1;
    if (isGood) best = step;
    // One bad step may be somebody else's work on the machine.
    if (failures === 2) break;
  }
  return best;
}

/** Sends at a fixed rate whatever comes back, then waits until the last is acknowledged. */
async function load({ name, rooms, book }: Side, rate: number): Promise<Step> {
  book.clear();
  const pending: Promise<unknown>[] = [];
  const from = performance.now();
  const total = (rate * STEP_MS) / 1_000;
  for (let sent = 0; sent < total; ) {
    const due = Math.min(total, Math.floor(((performance.now() - from) * rate) / 1_000));
    for (; sent < due; sent += 1) {
      const room = rooms[sent % rooms.length];
      const page = room?.pages[Math.floor(sent / rooms.length) % PAGES];
      if (room === undefined || page === undefined) continue;
      const text = `${name} ${rate} ${from} ${sent}`;
      book.note(text);
      pending.push(room.send(page, text));
    }
    // Messages leave in ticks of a millisecond: spinning would take a core from the server.
    await scheduler.wait(1);
  }
  await Promise.all(pending);
  const tookMs = performance.now() - from;
  await Promise.all(rooms.map((room) => room.send(room.pages[0] as never, `${name} last`)));
  const { latenciesMs } = book;
  return { deliveriesPerSecond: (latenciesMs.length * 1_000) / tookMs, latenciesMs };
}
