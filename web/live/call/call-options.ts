import type { LegJoined, MediaHint } from '@parley/contracts/media.ts';
import type { Call, CallKind } from '@parley/core/call/call.ts';
import type { Device } from 'mediasoup-client/types';
import type { Connection } from '../connection.ts';
import type { Devices } from '../devices/devices.ts';
import type { Store } from '../store.ts';
import type { Proof } from './media-device.ts';

/** What a call in this page is opened with. */
export type CallOptions = {
  readonly connection: Connection;
  readonly devices: Devices;
  /** The conversation's newest call; only the one of this id counts. */
  readonly call: Store<Call | null>;
  readonly callId: string;
  readonly legId: string;
  readonly kind: CallKind;
  /** It begins with the own camera on, as far as this page knows before it hears of the call. */
  readonly beginsWithCamera?: boolean;
  /** A screen that was picked before the call was asked for. */
  readonly screen?: MediaStreamTrack;
  /** The leg's media as it came with the answer to `start-call`, and what was said of it since. */
  readonly joined?: Joined;
};

/** A leg's place on its media node as it came with the call. */
export type Joined = {
  readonly join: LegJoined;
  /** Whose abilities the node was told. */
  readonly device: Device | null;
  /** What the node was told beforehand of the page's connections. */
  readonly proof: Proof | null;
  /** What was said of it before there was anybody to hear it; null where it was said to no socket. */
  readonly hints: readonly MediaHint[] | null;
};
