import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Delivery } from '@parley/core/conversation/room.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import { createSms, type Sms } from '../sms/sms.ts';
import { readSmsConfig } from '../sms/sms-config.ts';
import type { SmsQueued, SmsWanted } from '../sms/sms-port.ts';
import { newDatabase, TEST_SECRET } from './test-server.ts';

/** SMS on a database of its own, with a clock that stands still until a test moves it. */
export type SmsHouse = {
  readonly database: Database;
  readonly databaseUrl: string;
  readonly sms: Sms;
  /** What rooms were told, in order; that an SMS waits is told only where a look comes before it is sent. */
  readonly told: { readonly roomId: string; readonly delivery: Delivery }[];
  readonly warnings: object[];
  now(): number;
  /** Lets time pass, then everything due be sent and told. */
  pass(ms: number): Promise<void>;
  queue(wanted?: Partial<SmsWanted>): Promise<SmsQueued>;
  /** Queues one that is surely allowed; answers its id. */
  queued(wanted?: Partial<SmsWanted>): Promise<string>;
  state(smsId: string): Promise<string>;
  /** Another server on the same database. */
  another(env?: Environment): Sms;
  stop(): Promise<void>;
};

type Environment = Readonly<Record<string, string>>;

const MIGRATIONS = join(import.meta.dirname, '../migrations');

export const MOBILE = '+491712345678';

export async function openSmsHouse(env: Environment = {}): Promise<SmsHouse> {
  const databaseUrl = await newDatabase();
  const database = openDatabase(databaseUrl);
  await migrate(database, MIGRATIONS);
  const clock = { at: Date.now() };
  const told: SmsHouse['told'] = [];
  const warnings: object[] = [];
  const all: Sms[] = [];
  const another = (its: Environment = env): Sms => {
    const sms = createSms({
      database,
      config: readSmsConfig(its),
      secret: TEST_SECRET,
      publicUrl: 'https://parley.example',
      now: () => clock.at,
      random: randomUUID,
      log: {
        info: () => undefined,
        warn: (facts) => void warnings.push(facts),
        error: (facts) => void warnings.push(facts),
      },
    });
    sms.start(async (_conversationId, roomId, delivery) => {
      if (delivery !== 'queued') told.push({ roomId, delivery });
    });
    all.push(sms);
    return sms;
  };
  const sms = another();
  const queue: SmsHouse['queue'] = (wanted = {}) =>
    sms.queueSms(database, { ...WANTED, ...wanted }, clock.at);
  return {
    database,
    databaseUrl,
    sms,
    told,
    warnings,
    another,
    now: () => clock.at,
    async pass(ms) {
      clock.at += ms;
      await sms.runDue();
    },
    queue,
    async queued(wanted) {
      const answer = await queue(wanted);
      if (!answer.ok) throw new Error(`it was refused: ${answer.code}`);
      return answer.smsId;
    },
    async state(smsId) {
      const text = 'SELECT state FROM sms_outbox WHERE id = $1';
      const [row] = await database.query<{ state: string }>({ text, values: [smsId] });
      return row?.state ?? 'none';
    },
    async stop() {
      for (const each of all) await each.stop();
      await database.close();
    },
  };
}

const WANTED: SmsWanted = {
  roomId: 'room_1',
  conversationId: 'conversation_1',
  agentId: 'agent_1',
  to: MOBILE,
  country: 'DE',
  text: 'Shop invites you to a video call: https://parley.example/r/ABCDEFG#secret',
};
