import type { types } from 'mediasoup';
import type { Player } from '../players/player.ts';

/** A place for calls: one worker with its ports, its router and its player. */
export type Seat = {
  readonly router: types.Router;
  readonly ports: types.WebRtcServer;
  readonly player: Player;
  /** The calls that sit here. */
  readonly calls: Set<string>;
};
