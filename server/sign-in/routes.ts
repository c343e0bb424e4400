import { changePassword, ownSessions, signedIn, signIn } from '@parley/contracts/rest.ts';
import type { Millis } from '@parley/core/time.ts';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Database } from '../database/database.ts';
import type { Door } from '../delivery/door.ts';
import type { HttpApp } from '../delivery/http-app.ts';
import { ProblemError } from '../delivery/problem.ts';
import { findByEmail, normalEmail, type StaffAccount } from '../people/staff.ts';
import { type Attempt, countAttempt, forgiveAttempt } from './attempts.ts';
import { audit } from './audit.ts';
import { changePassword as changeByRules } from './change-password.ts';
import { isPassword, spendVerification } from './passwords.ts';
import { giveSessionCookie, takeSessionCookie } from './session-cookie.ts';
import {
  type EndedSession,
  endSessions,
  findSession,
  listSessions,
  openSession,
  SESSION_MS,
  type Session,
} from './sessions.ts';

export type SignInParts = {
  readonly database: Database;
  readonly door: Door;
  readonly now: () => Millis;
  /** Ends what was open with these sessions: sockets on every server, leases and legs. */
  readonly cutOff: (ended: readonly EndedSession[]) => Promise<void>;
};

const BROWSER_LENGTH = 300;
const done = z.null();

export function serveSignIn(app: HttpApp, parts: SignInParts): void {
  serveSession(app, parts);
  serveOwnSessions(app, parts);
  servePassword(app, parts);
}

function serveSession(app: HttpApp, parts: SignInParts): void {
  const { database, door, now } = parts;
  app.post(
    '/api/v1/session',
    { schema: { body: signIn, response: { 200: signedIn } }, onRequest: door.refuseForeign },
    async (request, reply) => {
      const account = await verify(parts, request, request.body);
      const old = await door.find(request);
      const { token, ended } = await database.transaction(async (tx) => {
        const ended = old === null ? [] : await endSessions(tx, old.who.personId, { only: old.id });
        await audit(tx, { what: 'signed-in', staffId: account.id }, now());
        const browser = (request.headers['user-agent'] ?? '').slice(0, BROWSER_LENGTH);
        const opened = await openSession(tx, { staffId: account.id, browser, now: now() });
        return { token: opened.token, ended };
      });
      await parts.cutOff(ended);
      giveSessionCookie(reply, token, SESSION_MS);
      const session = await findSession(database, token, now());
      if (session === null) throw new ProblemError('signed-out');
      return describe(session);
    },
  );
  app.get('/api/v1/session', { schema: { response: { 200: signedIn } } }, async (request) =>
    describe(await door.admitToChange(request)),
  );
  app.delete(
    '/api/v1/session',
    { schema: { response: { 204: done } }, onRequest: door.refuseForeign },
    async (request, reply) => {
      const session = await door.find(request);
      if (session !== null) await end(parts, session, session.id);
      takeSessionCookie(reply);
      return reply.code(204).send(null);
    },
  );
}

/** The account, when the password is its own; slower with every failure, and equally long for all. */
async function verify(
  { database, now }: SignInParts,
  request: FastifyRequest,
  given: z.infer<typeof signIn>,
): Promise<StaffAccount> {
  const email = normalEmail(given.email);
  const account = await findByEmail(database, email);
  const attempt: Attempt = { email, address: request.ip, staffId: account?.id ?? null };
  const retryAfterMs = await countAttempt(database, attempt, now());
  if (retryAfterMs > 0) throw new ProblemError('too-many', { retryAfterMs });
  const right = await isTheirs(account, given.password);
  if (account === null || !right) {
    await audit(database, { what: 'sign-in-refused', staffId: account?.id ?? null }, now());
    throw new ProblemError('wrong-sign-in');
  }
  await forgiveAttempt(database, attempt, now());
  return account;
}

async function isTheirs(account: StaffAccount | null, password: string): Promise<boolean> {
  if (account !== null) return isPassword(account.passwordHash, password);
  await spendVerification(password);
  return false;
}

function describe(session: Session): z.infer<typeof signedIn> {
  const { who, name, email, queues, internalNumber, agentType, mustChangePassword } = session;
  const { personId, role } = who;
  const bar = { internalNumber, agentType };
  return { personId, name, email, role, queues: [...queues], ...bar, mustChangePassword };
}

async function end(parts: SignInParts, session: Session, id: string): Promise<boolean> {
  const { database, now } = parts;
  const staffId = session.who.personId;
  const what = id === session.id ? 'signed-out' : 'session-revoked';
  const ended = await database.transaction(async (tx) => {
    const sessions = await endSessions(tx, staffId, { only: id });
    if (sessions.length > 0) await audit(tx, { what, staffId }, now());
    return sessions;
  });
  await parts.cutOff(ended);
  return ended.length > 0;
}

function serveOwnSessions(app: HttpApp, parts: SignInParts): void {
  const { database, door, now } = parts;
  app.get(
    '/api/v1/session/sessions',
    { schema: { response: { 200: ownSessions } } },
    async (request) => {
      const session = await door.admit(request);
      const sessions = await listSessions(database, session.who.personId, now());
      return sessions.map((one) => ({ ...one, current: one.id === session.id }));
    },
  );
  app.delete(
    '/api/v1/session/sessions/:id',
    {
      schema: { params: z.object({ id: z.string().max(80) }), response: { 204: done } },
      onRequest: door.refuseForeign,
    },
    async (request, reply) => {
      const session = await door.admit(request);
      if (!(await end(parts, session, request.params.id))) throw new ProblemError('not-found');
      return reply.code(204).send(null);
    },
  );
}

function servePassword(app: HttpApp, parts: SignInParts): void {
  const { database, door, now } = parts;
  app.post(
    '/api/v1/session/password',
    {
      schema: { body: changePassword, response: { 204: done } },
      onRequest: door.refuseForeign,
    },
    async (request, reply) => {
      const session = await door.admitToChange(request);
      const { personId: staffId } = session.who;
      const attempt = { email: session.email, address: request.ip, staffId };
      const retryAfterMs = await countAttempt(database, attempt, now());
      if (retryAfterMs > 0) throw new ProblemError('too-many', { retryAfterMs });
      const ended = await database.transaction(async (tx) => {
        const changed = await changeByRules(tx, { staffId, ...request.body }, now());
        if (!changed.ok && changed.wrongCurrent) throw new ProblemError('wrong-password');
        await forgiveAttempt(tx, attempt, now());
        if (!changed.ok) return changed;
        await audit(tx, { what: 'password-changed', staffId }, now());
        const others = await endSessions(tx, staffId, { allBut: session.id });
        return { ok: true, others } as const;
      });
      if (!ended.ok)
        throw new ProblemError('password-rules', { facts: { broken: [...ended.broken] } });
      await parts.cutOff(ended.others);
      return reply.code(204).send(null);
    },
  );
}
