import type { Call, CallKind } from '@parley/core/call/call.ts';
import type { Connection } from '../connection.ts';
import type { Devices } from '../devices/devices.ts';
import type { Store } from '../store.ts';

/** What a call in this page is opened with. */
export type CallOptions = {
  readonly connection: Connection;
  readonly devices: Devices;
  /** The conversation's newest call; only the one of this id counts. */
  readonly call: Store<Call | null>;
  readonly callId: string;
  readonly legId: string;
  readonly kind: CallKind;
  /** A screen that was picked before the call was asked for. */
  readonly screen?: MediaStreamTrack;
};
