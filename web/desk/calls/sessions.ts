import type { CallSession } from '../../live/call/call-session.ts';
import type { Connection } from '../../live/connection.ts';
import type { Desk } from '../../live/desk.ts';
import type { Devices } from '../../live/devices/devices.ts';

/** What the calls of an agent are made with. */
export type CallParts = {
  readonly connection: Connection;
  readonly desk: Desk;
  readonly devices: Devices;
  readonly personId: string;
};

/** The calls of this tab by call id. */
export type Sessions = ReadonlyMap<string, CallSession>;
