import { randomUUID } from 'node:crypto';
import type { VerifiedCustomer } from '@parley/contracts/identity.ts';
import {
  conversationOpened,
  newConversation,
  publicEntry,
  serverStatus,
} from '@parley/contracts/rest.ts';
import { NAMELESS } from '@parley/core/conversation/names.ts';
import type { Millis } from '@parley/core/time.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Database } from '../database/database.ts';
import { isLoopback } from '../delivery/addresses.ts';
import type { HttpApp } from '../delivery/http-app.ts';
import { ProblemError } from '../delivery/problem.ts';
import { TokenBuckets } from '../delivery/token-bucket.ts';
import type { Engine } from '../engine.ts';
import { verifyIdentity } from '../identity/verify-identity.ts';
import type { Seal } from '../secrets/seal.ts';
import { issueCustomerToken } from './customer-tokens.ts';
import { type Entry, findEntry, isEntryOrigin } from './entry.ts';
import { askedAnswers, wrongFields } from './form-answers.ts';

export type EntryParts = {
  readonly database: Database;
  readonly engine: Pick<Engine, 'openConversation' | 'beginFirstCall' | 'mediaState'>;
  readonly now: () => Millis;
  /** Origins that may embed every entry: Parley's own and the operator's. */
  readonly origins: readonly string[];
  /** Of the keys that sign identities. */
  readonly seal: Seal;
};

/** New conversations from one address. */
const OPENING = { burst: 30, perSecond: 0.5 };

const PREFLIGHT = {
  'Access-Control-Allow-Methods': 'POST',
  'Access-Control-Allow-Headers': 'content-type',
  'Access-Control-Max-Age': '600',
};

export function serveEntries(app: HttpApp, parts: EntryParts): void {
  const { database, engine } = parts;
  app.get('/api/v1/status', { schema: { response: { 200: serverStatus } } }, () => ({
    media: engine.mediaState(),
  }));
  app.get('/healthz', { schema: { hide: true } }, async () => {
    await database.query('SELECT 1');
    return { ok: true };
  });
  app.get(
    '/api/v1/entries/:entryId',
    {
      schema: {
        params: z.object({ entryId: z.string().max(80) }),
        response: { 200: publicEntry },
      },
    },
    async (request, reply) => {
      const entry = await admitTo(parts, request, request.params.entryId);
      allowOrigin(reply, request);
      return { id: entry.id, name: entry.name, ...entry.config, media: engine.mediaState() };
    },
  );
  serveOpening(app, parts);
}

function serveOpening(app: HttpApp, parts: EntryParts): void {
  const { database, engine, now } = parts;
  const openings = new TokenBuckets(OPENING);
  app.options('/api/v1/conversations', { schema: { hide: true } }, async (request, reply) => {
    const { origin } = request.headers;
    const known = origin !== undefined && (await isEntryOrigin(database, origin, parts.origins));
    if (!known) throw new ProblemError('wrong-origin');
    allowOrigin(reply, request);
    return reply.headers(PREFLIGHT).code(204).send();
  });
  app.post(
    '/api/v1/conversations',
    { schema: { body: newConversation, response: { 201: conversationOpened } } },
    async (request, reply) => {
      const { entryId, page, call: asked } = request.body;
      const entry = await admitTo(parts, request, entryId);
      allowOrigin(reply, request);
      if (!isLoopback(request.ip)) {
        const taken = openings.take(request.ip, now());
        if (!taken.ok) throw new ProblemError('too-many', { retryAfterMs: taken.retryAfterMs });
      }
      const asks = customerOf(entry, request.body);
      const verified = await provedBy(parts, request.body);
      const { form } = asks;
      const name = verified?.name ?? asks.name;
      const opened = await engine.openConversation({ entryId, name, form, page, verified });
      if (opened === null) throw new ProblemError('not-found');
      const [token, call] = await Promise.all([
        issueCustomerToken(database, { ...opened, entryId, name }, now()),
        asked === undefined ? null : engine.beginFirstCall({ ...opened, name }, asked),
      ]);
      return reply.code(201).send({ ...opened, token, verified, call });
    },
  );
}

/** Who the host's server says it is; nobody is let in half believed. */
async function provedBy(
  parts: EntryParts,
  { entryId, identity }: z.infer<typeof newConversation>,
): Promise<VerifiedCustomer | null> {
  if (identity === undefined) return null;
  // What opens a conversation is not repeated: no two show the same token.
  const shown = { entryId, token: identity, usedBy: randomUUID() };
  const answer = await verifyIdentity(parts, shown);
  if (!answer.ok) throw new ProblemError(answer.code);
  return answer.verified;
}

function customerOf(
  { config }: Entry,
  { name, form }: z.infer<typeof newConversation>,
): { name: string; form: Readonly<Record<string, string>> } {
  const answers = name === undefined ? form : { name, ...form };
  const fields = wrongFields(config.form, answers);
  if (fields.length > 0)
    throw new ProblemError('form-incomplete', { facts: { fields: [...fields] } });
  return {
    name: answers.name?.trim() || NAMELESS.visitor,
    form: askedAnswers(config.form, answers),
  };
}

/** The entry, for a page that may ask: no page at all, one of ours, or one the entry names. */
async function admitTo(
  { database, origins }: EntryParts,
  request: FastifyRequest,
  entryId: string,
): Promise<Entry> {
  const entry = await findEntry(database, entryId, origins);
  if (entry === null) throw new ProblemError('not-found');
  const { origin } = request.headers;
  if (origin !== undefined && !entry.config.origins.includes(origin)) {
    throw new ProblemError('wrong-origin');
  }
  return entry;
}

function allowOrigin(reply: FastifyReply, { headers }: FastifyRequest): void {
  void reply.headers({ Vary: 'Origin', 'Cross-Origin-Resource-Policy': 'cross-origin' });
  if (headers.origin !== undefined) {
    void reply.header('Access-Control-Allow-Origin', headers.origin);
  }
}
