import type { Numbered } from '@parley/core/conversation/events.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Database } from './database/database.ts';
import type { Delivery } from './delivery-port.ts';
import type { Alarm } from './jobs/jobs.ts';
import type { Log } from './log.ts';
import type { SmsPort } from './sms/sms-port.ts';

/** What the engine stands on. */
export type EngineParts = {
  readonly database: Database;
  /** The installation's secret; opens the links to the media nodes. */
  readonly secret: string;
  /** The address people open: links to rooms begin with it. */
  readonly publicUrl: string;
  /** Carries links to telephones. */
  readonly sms: SmsPort;
  readonly delivery: Delivery;
  readonly log: Log;
  readonly now: () => Millis;
  /** 128 random bits as text that fits an id. */
  readonly random: () => string;
  /** Rings once after so many ms; the answer silences it. Tests run what is due by themselves. */
  readonly alarm?: Alarm;
  /** Sees what this server has stored, and no other one: for what must not be told once by each server. */
  readonly witness?: (events: readonly Numbered<unknown>[]) => void;
};
