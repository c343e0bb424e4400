import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type {
  CommandAnswer,
  CommandName,
  CommandResult,
  FollowAnswer,
  Hint,
} from '@parley/contracts/socket.ts';
import type { Who } from '@parley/core/access/can.ts';
import type { Call } from '@parley/core/call/call.ts';
import type { CallEvent, Numbered } from '@parley/core/conversation/events.ts';
import {
  type DeskView,
  EMPTY_DESK,
  foldDesk,
  type PersonEvent,
} from '@parley/core/presence/desk-view.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import type { Delivery, HintTarget } from '../delivery-port.ts';
import { type Engine, startEngine } from '../engine.ts';
import { createSms } from '../sms/sms.ts';
import { readSmsConfig } from '../sms/sms-config.ts';
import type { SmsPort } from '../sms/sms-port.ts';
import { type LinkNode, startLinkNode } from './link-node.ts';
import { newDatabase, TEST_SECRET } from './test-server.ts';

/** A person with the tab they sit at. */
export type Seat = {
  readonly who: Who;
  readonly name: string;
  readonly tabId: string;
  readonly commandId?: string;
};

export type Customer = Seat & { readonly conversationId: string; readonly personId: string };
export type AgentSeat = Seat & { readonly personId: string };

/** An engine on a database of its own, whose clock stands still until a test moves it. */
export type House = {
  readonly database: Database;
  readonly node: LinkNode;
  readonly engine: () => Engine;
  readonly hints: { readonly to: HintTarget; readonly hint: Hint }[];
  readonly delivered: Numbered<unknown>[];
  readonly unfollowed: { readonly stream: string; readonly personId: string }[];
  now(): number;
  /** Lets time pass, then everything due happen. */
  pass(ms: number): Promise<void>;
  /** Lets time pass while nobody looks. */
  skip(ms: number): void;
  /** Lets everything that follows from what was done happen. */
  quiet(): Promise<void>;
  customer(name?: string): Promise<Customer>;
  /** An agent of the queue with one living page, ready. */
  readyAgent(name: string): Promise<AgentSeat>;
  agent(name: string): Promise<AgentSeat>;
  renew(seat: AgentSeat): Promise<void>;
  /** Under the seat's command id if it has one, else under a new one. */
  run<Name extends CommandName>(
    seat: Seat,
    name: Name,
    data: object,
  ): Promise<CommandAnswer<CommandResult<Name>>>;
  /** The same, and fails the test when it is refused. */
  succeed<Name extends CommandName>(
    seat: Seat,
    name: Name,
    data: object,
  ): Promise<CommandResult<Name>>;
  desk(seat: AgentSeat): Promise<DeskView>;
  call(callId: string): Promise<Call>;
  facts(conversationId: string): Promise<readonly string[]>;
  follow(who: Who, stream: string, after?: number): Promise<FollowAnswer>;
  /** Another server beside the first, or after it died. */
  anotherEngine(delivery?: Partial<Delivery>): Promise<Engine>;
  stop(): Promise<void>;
};

const MIGRATIONS = join(import.meta.dirname, '../migrations');

const BUTTONS = { chat: true, audio: true, video: true, screen: true };

/** A clock that stands still, and what is to ring when it moves on. */
class StandingClock {
  #time = 1_000_000;
  readonly #alarms = new Set<{ readonly at: number; readonly ring: () => void }>();

  readonly now = (): number => this.#time;

  readonly alarm = (delayMs: number, ring: () => void): (() => void) => {
    const alarm = { at: this.#time + delayMs, ring };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  };

  skip(ms: number): void {
    this.#time += ms;
  }

  pass(ms: number): void {
    this.skip(ms);
    for (const alarm of [...this.#alarms].filter(({ at }) => at <= this.#time)) {
      this.#alarms.delete(alarm);
      alarm.ring();
    }
  }
}

/** What the engines of a house have said. */
type Heard = Pick<House, 'hints' | 'delivered' | 'unfollowed'> & { readonly failures: object[] };

type Rooms = {
  readonly database: Database;
  readonly clock: StandingClock;
  readonly heard: Heard;
  readonly engines: Engine[];
};

/** Opens the house: a queue, an entry, a media node and an engine. */
export async function openHouse({
  failuresAreDue = false,
}: {
  readonly failuresAreDue?: boolean;
} = {}): Promise<House> {
  const database = openDatabase(await newDatabase());
  await migrate(database, MIGRATIONS);
  await furnish(database);
  const clock = new StandingClock();
  const node = await startLinkNode(database, { secret: TEST_SECRET });
  const heard: Heard = { hints: [], delivered: [], unfollowed: [], failures: [] };
  const rooms: Rooms = { database, clock, heard, engines: [] };
  const first = await start(rooms, {});
  const asking = askingOf(first);
  return {
    ...heard,
    ...asking,
    ...readingOf(database),
    ...peopleOf({ database, clock, engine: first, succeed: asking.succeed }),
    database,
    node,
    engine: () => first,
    now: clock.now,
    async pass(ms) {
      clock.pass(ms);
      await first.runDue();
    },
    skip: (ms) => clock.skip(ms),
    quiet: () => first.runDue(),
    anotherEngine: (delivery = {}) => start(rooms, delivery),
    async stop() {
      for (const engine of rooms.engines) await engine.stop();
      await node.die();
      await database.close();
      if (!failuresAreDue && heard.failures.length > 0) {
        throw new Error(`commands failed: ${JSON.stringify(heard.failures)}`);
      }
    },
  };
}

/** SMS that stay in the outbox, and go nowhere by themselves. */
function smsOf({ database, clock }: Rooms): SmsPort {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const random = () => randomBytes(16).toString('base64url');
  const asked = { secret: TEST_SECRET, publicUrl: TEST_URL, now: clock.now, random, log };
  return createSms({ database, config: readSmsConfig({}), ...asked });
}

/** Where the links of the house lead. */
const TEST_URL = 'https://parley.example';

async function start(rooms: Rooms, delivery: Partial<Delivery>): Promise<Engine> {
  const { database, clock, heard, engines } = rooms;
  const engine = await startEngine({
    database,
    secret: TEST_SECRET,
    publicUrl: TEST_URL,
    sms: smsOf(rooms),
    now: clock.now,
    alarm: clock.alarm,
    random: () => randomBytes(16).toString('base64url'),
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (facts) => void heard.failures.push(facts),
    },
    delivery: {
      events: (_stream, events) => void heard.delivered.push(...events),
      hint: (to, hint) => void heard.hints.push({ to, hint }),
      signOut: () => undefined,
      stopFollowing: (stream, personId) => void heard.unfollowed.push({ stream, personId }),
      mayBeBehind: () => undefined,
      ...delivery,
    },
  });
  engines.push(engine);
  return engine;
}

type Asking = Pick<House, 'run' | 'succeed' | 'follow'>;

function askingOf(engine: Engine): Asking {
  const run: House['run'] = (seat, name, data) =>
    engine.run({ commandId: randomUUID(), ...seat }, name, data) as Promise<never>;
  return {
    run,
    async succeed(seat, name, data) {
      const answer = await run(seat, name, data);
      if (!answer.ok) throw new Error(`${name} was refused: ${answer.code}`);
      return answer.data;
    },
    follow: (who, stream, after = 0) => engine.follow(who, stream, after),
  };
}

function readingOf(database: Database): Pick<House, 'desk' | 'call' | 'facts'> {
  return {
    async desk(seat) {
      const events = await eventsOf(database, `person:${seat.personId}`);
      return events.reduce((desk, event) => foldDesk(desk, event as PersonEvent), EMPTY_DESK);
    },
    async call(callId) {
      const text = 'SELECT value FROM calls WHERE id = $1';
      const [row] = await database.query<{ value: Call }>({ text, values: [callId] });
      if (row === undefined) throw new Error('there is no such call');
      return row.value;
    },
    async facts(conversationId) {
      const events = await eventsOf(database, `conversation:${conversationId}`);
      return events.map(({ data }) => nameOf(data as { type: string } | CallEvent));
    },
  };
}

function peopleOf({
  database,
  clock,
  engine,
  succeed,
}: Pick<Rooms, 'database' | 'clock'> & {
  readonly engine: Engine;
  readonly succeed: House['succeed'];
}): Pick<House, 'customer' | 'agent' | 'readyAgent' | 'renew'> {
  const renew: House['renew'] = async (seat) => {
    await succeed(seat, 'renew-lease', { canRing: true, microphone: 'allowed' });
  };
  const agent: House['agent'] = async (name) => {
    const personId = `agent_${name.toLowerCase()}_${randomUUID().slice(0, 6)}`;
    await addAgent(database, personId, name);
    const who: Who = { role: 'agent', personId, queueIds: ['support'] };
    return { who, name, personId, tabId: `tab_${randomUUID()}` };
  };
  return {
    renew,
    agent,
    async customer(name = 'Cleo') {
      const asks = { entryId: 'web', name, form: {}, page: null, verified: null };
      const opened = await engine.openConversation(asks);
      if (opened === null) throw new Error('the entry is not there');
      const { conversationId, personId } = opened;
      const who: Who = { role: 'customer', conversationId, personId };
      return { who, name, tabId: `tab_${randomUUID()}`, conversationId, personId };
    },
    async readyAgent(name) {
      const seat = await agent(name);
      await engine.tabOpened(seat.personId, seat.tabId);
      await renew(seat);
      // Each one a little later: who came first is idle longest.
      clock.skip(1);
      await succeed(seat, 'go-ready', {});
      return seat;
    },
  };
}

/** The stored events of a stream, in order. */
export async function eventsOf(
  database: Database,
  stream: string,
): Promise<readonly Numbered<unknown>[]> {
  const text = 'SELECT stream, seq, at, data FROM events WHERE stream = $1 ORDER BY seq';
  return database.query<Numbered<unknown>>({ text, values: [stream] });
}

function nameOf(data: { type: string } | CallEvent): string {
  return 'fact' in data ? data.fact.type : data.type;
}

async function furnish(database: Database): Promise<void> {
  await database.query(`INSERT INTO queues (id, name, wrap_up_ms)
    VALUES ('support', 'Support', 0)`);
  await database.query({
    text: `INSERT INTO entries (id, name, queue_id, config) VALUES ('web', 'Website', 'support', $1)`,
    values: [JSON.stringify({ buttons: BUTTONS, firstVideo: 'both' })],
  });
}

async function addAgent(database: Database, id: string, name: string): Promise<void> {
  await database.query({
    text: `INSERT INTO staff (id, name, email, role, password_hash, password_changed_at)
      VALUES ($1, $2, $3, 'agent', '', 0)`,
    values: [id, name, `${id}@parley.example`],
  });
  await database.query({
    text: `INSERT INTO queue_members (queue_id, staff_id) VALUES ('support', $1)`,
    values: [id],
  });
}
