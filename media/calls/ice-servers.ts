import { createHmac } from 'node:crypto';
import type { MediaParameters } from '@parley/contracts/media.ts';

/** Longer than any call: a page keeps what it was given at its join. */
const VALID_S = 12 * 3_600;

export type TurnServers = { readonly urls: readonly string[]; readonly secret: string };

/** TURN servers with credentials that end by themselves (draft-uberti-behave-turn-rest). */
export function iceServersFor(
  turn: TurnServers | null,
  legId: string,
  now: number,
): MediaParameters[] {
  if (turn === null) return [];
  const username = `${Math.floor(now / 1_000) + VALID_S}:${legId}`;
  const credential = createHmac('sha1', turn.secret).update(username).digest('base64');
  return [{ urls: [...turn.urls], username, credential }];
}
