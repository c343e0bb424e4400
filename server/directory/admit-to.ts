import { type Action, can } from '@parley/core/access/can.ts';
import type { Millis } from '@parley/core/time.ts';
import type { FastifyRequest } from 'fastify';
import type { Database } from '../database/database.ts';
import type { Door } from '../delivery/door.ts';
import { ProblemError } from '../delivery/problem.ts';
import type { Session } from '../sign-in/sessions.ts';

/** What the routes of the directory need. */
export type DirectoryParts = {
  readonly database: Database;
  readonly door: Door;
  readonly now: () => Millis;
};

/** Who asks, when they may. */
export async function admitTo(
  { door }: Pick<DirectoryParts, 'door'>,
  request: FastifyRequest,
  action: Action,
): Promise<Session> {
  const session = await door.admit(request);
  if (session.mustChangePassword || !can(session.who, action)) {
    throw new ProblemError('not-allowed');
  }
  return session;
}
