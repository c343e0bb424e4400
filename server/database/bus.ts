import type { Hint } from '@parley/contracts/socket.ts';
import type { Numbered } from '@parley/core/conversation/events.ts';
import type { Millis } from '@parley/core/time.ts';
import pg from 'pg';
import type { Delivery, HintTarget } from '../delivery-port.ts';
import type { Log } from '../log.ts';
import { codeOf, type Database } from './database.ts';

/** What servers tell each other. Nothing in it is needed for truth: the tables are. */
type BusWord =
  | { readonly word: 'hello' }
  | { readonly word: 'events'; readonly events: readonly Numbered<unknown>[] }
  | { readonly word: 'grew'; readonly stream: string; readonly after: number }
  | { readonly word: 'hint'; readonly to: HintTarget; readonly hint: Hint }
  | { readonly word: 'sign-out'; readonly personId: string; readonly because: string }
  | { readonly word: 'stop'; readonly stream: string; readonly personId: string }
  /** A word too long for a notification, in a row of its own. */
  | { readonly word: 'kept'; readonly id: number };

export type Bus = {
  events(events: readonly Numbered<unknown>[]): void;
  hint(to: HintTarget, hint: Hint): void;
  signOut(personId: string, because: string): void;
  stopFollowing(stream: string, personId: string): void;
  /** Renews this server's row and learns who else is alive; called every second or so. */
  renew(): Promise<void>;
  stop(): Promise<void>;
};

type Parts = {
  readonly database: Database;
  readonly delivery: Delivery;
  readonly now: () => Millis;
  readonly log: Log;
  readonly serverId: string;
  /** The events of a stream after a number, as stored. */
  readonly eventsAfter: (stream: string, after: number) => Promise<readonly Numbered<unknown>[]>;
};

const CHANNEL = 'parley';
const SERVER_LEASE_MS = 6_000;

/** PostgreSQL refuses payloads of 8,000 bytes and more. */
const PAYLOAD_BYTES = 7_600;

/** Carries words between servers by NOTIFY, in groups, and only while there is another server. */
export async function openBus(parts: Parts): Promise<Bus> {
  const listener = createListener(parts);
  const others = new Set<string>();
  let waiting: string[] = [];
  let sending: Promise<void> | null = null;

  const send = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = takeGroup(waiting);
      waiting = waiting.slice(group.length);
      await told(parts, group);
    }
    sending = null;
  };
  const publish = (word: BusWord): void => {
    if (others.size === 0 && word.word !== 'hello') return;
    waiting.push(JSON.stringify(word));
    sending ??= Promise.resolve().then(send);
  };

  listener.heard = (from) => others.add(from);
  await listener.open();
  publish({ word: 'hello' });
  return {
    events: (events) => publishEvents(events, publish),
    hint: (to, hint) => publish({ word: 'hint', to, hint }),
    signOut: (personId, because) => publish({ word: 'sign-out', personId, because }),
    stopFollowing: (stream, personId) => publish({ word: 'stop', stream, personId }),
    renew: () => renew(parts, others, listener),
    async stop() {
      await sending;
      await listener.close();
      await parts.database.query({
        text: 'DELETE FROM servers WHERE id = $1',
        values: [parts.serverId],
      });
    },
  };
}

function takeGroup(waiting: readonly string[]): readonly string[] {
  const group: string[] = [];
  let bytes = 64;
  for (const text of waiting) {
    bytes += Buffer.byteLength(text) + 1;
    if (bytes > PAYLOAD_BYTES && group.length > 0) break;
    group.push(text);
  }
  return group;
}

async function told({ database, serverId, log }: Parts, group: readonly string[]): Promise<void> {
  const [first = ''] = group;
  const statement = isLong(first)
    ? { name: 'keep_and_notify', text: KEEP_AND_NOTIFY, values: [first, serverId] }
    : {
        name: 'notify',
        text: `SELECT pg_notify('${CHANNEL}', $1)`,
        values: [`{"from":"${serverId}","words":[${group.join(',')}]}`],
      };
  try {
    await database.query(statement);
  } catch (error) {
    log.warn({ code: codeOf(error) }, 'other servers were not told; they look by themselves');
  }
}

/** No notification can carry it. */
function isLong(text: string): boolean {
  return Buffer.byteLength(text) > PAYLOAD_BYTES;
}

/** The row is there when the notification comes: both belong to one transaction. */
const KEEP_AND_NOTIFY = `
  WITH kept AS (INSERT INTO bus_words (word) VALUES ($1) RETURNING id)
  SELECT pg_notify('${CHANNEL}', jsonb_build_object('from', $2::text,
    'words', jsonb_build_array(jsonb_build_object('word', 'kept', 'id', id)))::text) FROM kept`;

function publishEvents(
  events: readonly Numbered<unknown>[],
  publish: (word: BusWord) => void,
): void {
  const [first] = events;
  if (first === undefined) return;
  const small = Buffer.byteLength(JSON.stringify(events)) < PAYLOAD_BYTES - 200;
  if (small) publish({ word: 'events', events });
  else publish({ word: 'grew', stream: first.stream, after: first.seq - 1 });
}

async function renew(parts: Parts, others: Set<string>, listener: Listener): Promise<void> {
  const { database, serverId, now, delivery } = parts;
  await listener.open();
  const alive = await database.query<{ id: string }>({
    name: 'renew_server',
    text: `WITH gone AS (DELETE FROM servers WHERE until < $2::bigint - 60000),
      heard AS (DELETE FROM bus_words WHERE at < now() - interval '1 minute'), me AS (
        INSERT INTO servers (id, until) VALUES ($1, $3)
        ON CONFLICT (id) DO UPDATE SET until = excluded.until)
      SELECT id FROM servers WHERE until > $2 AND id <> $1`,
    values: [serverId, now(), now() + SERVER_LEASE_MS],
  });
  const ids = new Set(alive.map((one) => one.id));
  const died = [...others].some((one) => !ids.has(one));
  const came = [...ids].some((one) => !others.has(one));
  others.clear();
  for (const one of ids) others.add(one);
  // What a server stored while it did not know of us, or before it died, was not told to us.
  if (died || came) delivery.mayBeBehind();
}

type Listener = {
  heard: (from: string) => void;
  /** Settles when the long words heard so far are obeyed; null while there are none. */
  fetching: Promise<void> | null;
  readonly open: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** One connection that listens; opened again by the next renewal after it was lost. */
function createListener(parts: Parts): Listener {
  let client: pg.Client | null = null;
  let opened = 0;
  const listener: Listener = {
    heard: () => undefined,
    fetching: null,
    async open() {
      if (client !== null) return;
      const fresh = new pg.Client({
        connectionString: parts.database.pool.options.connectionString,
        keepAlive: true,
        connectionTimeoutMillis: 5_000,
      });
      const lost = (): void => {
        if (client === fresh) client = null;
      };
      fresh.on('error', lost);
      fresh.on('end', lost);
      fresh.on('notification', ({ payload }) => hear(parts, listener, payload ?? ''));
      await fresh.connect();
      await fresh.query(`LISTEN ${CHANNEL}`);
      client = fresh;
      opened += 1;
      if (opened > 1) parts.delivery.mayBeBehind();
    },
    async close() {
      const open = client;
      client = null;
      await open?.end();
    },
  };
  return listener;
}

function hear(parts: Parts, listener: Listener, payload: string): void {
  const { from, words } = JSON.parse(payload) as { from: string; words: readonly BusWord[] };
  if (from === parts.serverId) return;
  listener.heard(from);
  for (const word of words) obeyInTurn(parts, listener, word);
}

/** Words are obeyed in the order they were said, also while a long one is being fetched. */
function obeyInTurn(parts: Parts, listener: Listener, word: BusWord): void {
  if (word.word !== 'kept' && listener.fetching === null) {
    obey(parts, word);
    return;
  }
  const turn = (listener.fetching ?? Promise.resolve())
    .then(() => fetchAndObey(parts, word))
    .catch((error: unknown) =>
      parts.log.warn({ code: codeOf(error) }, 'a long word could not be read'),
    )
    .then(() => {
      if (listener.fetching === turn) listener.fetching = null;
    });
  listener.fetching = turn;
}

async function fetchAndObey(parts: Parts, word: BusWord): Promise<void> {
  if (word.word !== 'kept') {
    obey(parts, word);
    return;
  }
  const [row] = await parts.database.query<{ word: BusWord }>({
    name: 'read_bus_word',
    text: 'SELECT word FROM bus_words WHERE id = $1',
    values: [word.id],
  });
  if (row !== undefined) obey(parts, row.word);
}

function obey({ delivery, eventsAfter, log }: Parts, word: BusWord): void {
  switch (word.word) {
    case 'hello':
    case 'kept':
      return;
    case 'events': {
      const [first] = word.events;
      if (first !== undefined) delivery.events(first.stream, word.events);
      return;
    }
    case 'grew':
      eventsAfter(word.stream, word.after).then(
        (events) => delivery.events(word.stream, events),
        (error: unknown) => log.warn({ code: codeOf(error) }, 'told events could not be read'),
      );
      return;
    case 'hint':
      delivery.hint(word.to, word.hint);
      return;
    case 'sign-out':
      delivery.signOut(word.personId, word.because);
      return;
    case 'stop':
      delivery.stopFollowing(word.stream, word.personId);
  }
}
