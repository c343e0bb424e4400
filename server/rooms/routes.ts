import { setTimeout as sleep } from 'node:timers/promises';
import { joinRoom, lobby, lookAtRoom, roomJoined } from '@parley/contracts/rooms.ts';
import type { Millis } from '@parley/core/time.ts';
import type { FastifyRequest } from 'fastify';
import type { Tx } from '../database/database.ts';
import { sourceOf } from '../delivery/addresses.ts';
import type { HttpApp } from '../delivery/http-app.ts';
import { type ProblemCode, ProblemError } from '../delivery/problem.ts';
import { TokenBuckets } from '../delivery/token-bucket.ts';
import type { LiveLink, Proof } from './find-link.ts';
import { type Guess, GuessLimits } from './guess-limits.ts';
import type { JoinAnswer } from './join.ts';
import type { RoomDoors } from './room-doors.ts';

export type RoomRouteParts = {
  readonly rooms: RoomDoors;
  /** Where guesses are counted, for all servers together. */
  readonly database: Tx;
  readonly now: () => Millis;
  /** Parley's own origins: the page of a link is ours. */
  readonly origins: readonly string[];
};

/** Joins from one source: each may ring an agent. */
const JOINING = { burst: 20, perSecond: 0.2 };

/** The lobby of a link: looking uses nothing up, only Join goes in. */
export function serveRooms(app: HttpApp, parts: RoomRouteParts): void {
  const { rooms, database, now, origins } = parts;
  const limits = new GuessLimits(database);
  const joins = new TokenBuckets(JOINING);
  const admit = (request: FastifyRequest, proof: Proof): Promise<LiveLink> => {
    const { origin } = request.headers;
    if (origin !== undefined && !origins.includes(origin)) throw new ProblemError('wrong-origin');
    return linkFor({ ...parts, limits }, sourceOf(request.ip), proof);
  };
  app.post(
    '/api/v1/rooms/look',
    { schema: { body: lookAtRoom, response: { 200: lobby } } },
    async (request) => rooms.lobbyOf(await admit(request, request.body)),
  );
  app.post(
    '/api/v1/rooms/join',
    { schema: { body: joinRoom, response: { 200: roomJoined } } },
    async (request) => {
      const { code, secret, ...asked } = request.body;
      const link = await admit(request, { code, secret });
      const taken = joins.take(sourceOf(request.ip), now());
      if (!taken.ok) throw new ProblemError('too-many', { retryAfterMs: taken.retryAfterMs });
      const answer = await rooms.join(link, asked);
      if (answer.ok) return answer.data;
      throw new ProblemError(problemFor(answer));
    },
  );
}

type Admitting = RoomRouteParts & { readonly limits: GuessLimits };

/** The link, or one answer for every code that opens nothing, never sooner for one than for another. */
async function linkFor(
  { rooms, now, limits }: Admitting,
  source: string,
  proof: Proof,
): Promise<LiveLink> {
  const guess = { source, now: now() };
  const counted = proof.secret === null ? await countCode(limits, guess) : null;
  const found = await rooms.find(proof);
  if (found.ok) {
    if (counted !== null) await limits.forgive(guess);
    return found.link;
  }
  // Who has the secret is told what became of the link, and guesses nothing.
  if (found.code !== 'link-not-valid') throw new ProblemError(found.code);
  const failures = counted ?? (await limits.countSecret(guess));
  const heldForMs = await limits.delayFor(failures, guess.now);
  if (heldForMs === null) throw new ProblemError('too-many', { retryAfterMs: BUSY_MS });
  await limits.holdBack(() =>
    sleep(Math.max(0, guess.now + heldForMs - now()), undefined, { ref: false }),
  );
  throw new ProblemError('link-not-valid');
}

/** The failures of its source with this one; it is none if the code is right. */
async function countCode(limits: GuessLimits, guess: Guess): Promise<number> {
  const may = await limits.admitCode(guess);
  if (!may.ok) throw new ProblemError('too-many', { retryAfterMs: may.retryAfterMs });
  return may.failures;
}

const BUSY_MS = 5_000;

function problemFor({ code }: Extract<JoinAnswer, { ok: false }>): ProblemCode {
  switch (code) {
    case 'room-in-use':
    case 'in-call':
    case 'media-not-ready':
      return code;
    // It ended between the look and the press.
    case 'room-closed':
    case 'no-room':
      return 'link-used';
    default:
      return 'not-ready';
  }
}
