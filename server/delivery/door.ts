import type { Millis } from '@parley/core/time.ts';
import type { FastifyRequest } from 'fastify';
import type { Database } from '../database/database.ts';
import { SESSION_COOKIE } from '../sign-in/session-cookie.ts';
import { findSession, type Session } from '../sign-in/sessions.ts';
import { ProblemError } from './problem.ts';

/** What every route of staff checks before anything else. */
export type Door = {
  /** Who is signed in; refuses nobody. */
  readonly find: (request: FastifyRequest) => Promise<Session | null>;
  /** Who is signed in; refuses when nobody is, and who must change their password first. */
  readonly admit: (request: FastifyRequest) => Promise<Session>;
  /** Who is signed in, also who must change their password first: for what they need to do so. */
  readonly admitToChange: (request: FastifyRequest) => Promise<Session>;
  /** Refuses what another site's page sends with our cookie. */
  readonly refuseForeign: (request: FastifyRequest) => Promise<void>;
};

export type DoorParts = {
  readonly database: Database;
  readonly origins: readonly string[];
  readonly now: () => Millis;
};

export function createDoor({ database, origins, now }: DoorParts): Door {
  const find: Door['find'] = (request) =>
    findSession(database, request.cookies[SESSION_COOKIE], now());
  const admitToChange: Door['admitToChange'] = async (request) => {
    const session = await find(request);
    if (session === null) throw new ProblemError('signed-out');
    return session;
  };
  return {
    find,
    async admit(request) {
      const session = await admitToChange(request);
      if (session.mustChangePassword) throw new ProblemError('not-allowed');
      return session;
    },
    admitToChange,
    async refuseForeign(request) {
      const { origin } = request.headers;
      if (origin === undefined || !origins.includes(origin)) throw new ProblemError('wrong-origin');
    },
  };
}
