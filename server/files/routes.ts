import { fileLinks, linksAsked, newFile, upload } from '@parley/contracts/files.ts';
import { CHUNK_BYTES } from '@parley/contracts/limits.ts';
import { type Action, can, type Thing, type Who } from '@parley/core/access/can.ts';
import type { FileMaker } from '@parley/core/files/shared-file.ts';
import type { Millis } from '@parley/core/time.ts';
import type { FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { personOf } from '../command-context.ts';
import type { Database } from '../database/database.ts';
import { isLoopback, sourceOf } from '../delivery/addresses.ts';
import type { Door } from '../delivery/door.ts';
import type { HttpApp } from '../delivery/http-app.ts';
import { ProblemError } from '../delivery/problem.ts';
import { TokenBuckets } from '../delivery/token-bucket.ts';
import { findCustomer } from '../entries/customer-tokens.ts';
import { conversationThing } from './conversation-thing.ts';
import type { LinkSigner } from './file-links.ts';
import { type FileRow, readyFiles, sharedFileOf } from './file-rows.ts';
import { isUnsentPhoto } from './unsent-photos.ts';
import type { Uploads } from './uploads.ts';

export type FileRouteParts = {
  readonly database: Database;
  readonly door: Door;
  readonly uploads: Uploads;
  readonly signer: LinkSigner;
  readonly now: () => Millis;
};

/** Chunks from one address: 500 MB at once, 4 MB in a second for ever. */
const CHUNKS = { burst: 2_000, perSecond: 16 };

const BEARER = /^Bearer (.+)$/;

const ofConversation = z.object({ conversationId: z.string().max(80) });
const ofFile = z.object({ fileId: z.string().max(80) });

type Asker = { readonly who: Who; readonly name: string };

/** Files on their way in, and the addresses by which they go out. */
export function serveFileRoutes(app: HttpApp, parts: FileRouteParts): void {
  const { uploads } = parts;
  app.post(
    '/api/v1/conversations/:conversationId/files',
    { schema: { params: ofConversation, body: newFile, response: { 201: upload } } },
    async (request, reply) => {
      const { conversationId } = request.params;
      const { maker } = await admitMaker(parts, request, conversationId);
      const begun = await uploads.begin(maker, conversationId, request.body);
      return reply.code(201).send(begun);
    },
  );
  const one = { schema: { params: ofFile, response: { 200: upload } } };
  app.get('/api/v1/files/:fileId/upload', one, async (request) =>
    uploads.look(makerOf(await askerOf(parts, request)), request.params.fileId),
  );
  app.post('/api/v1/files/:fileId/upload/finish', one, async (request) => {
    const { fileId } = request.params;
    const asker = await askerToChange(parts, request);
    const maker = makerOf(asker);
    // Who has lost the conversation meanwhile adds nothing to it any more.
    const conversationId = await uploads.conversationOf(maker, fileId);
    await admit(parts, asker, { action: 'share-file', conversationId });
    return uploads.finish(maker, fileId);
  });
  app.delete(
    '/api/v1/files/:fileId/upload',
    { schema: { params: ofFile } },
    async (request, reply) => {
      await uploads.cancel(makerOf(await askerToChange(parts, request)), request.params.fileId);
      return reply.code(204).send();
    },
  );
  // A room of their own: nobody else takes bytes as they are.
  void app.register((scope, _options, done) => {
    const bytes = { parseAs: 'buffer', bodyLimit: CHUNK_BYTES } as const;
    scope.addContentTypeParser('application/octet-stream', bytes, (_request, body, taken) =>
      taken(null, body),
    );
    serveChunks(scope.withTypeProvider<ZodTypeProvider>(), parts);
    done();
  });
  serveLinks(app, parts);
}

function serveChunks(app: HttpApp, parts: FileRouteParts): void {
  const { uploads, now } = parts;
  const chunks = new TokenBuckets(CHUNKS);
  app.put(
    '/api/v1/files/:fileId/upload',
    {
      schema: {
        params: ofFile,
        querystring: z.object({ offset: z.coerce.number().int().min(0) }),
        response: { 200: upload },
      },
    },
    async (request) => {
      const maker = makerOf(await askerToChange(parts, request));
      if (!isLoopback(request.ip)) {
        const taken = chunks.take(sourceOf(request.ip), now());
        if (!taken.ok) throw new ProblemError('too-many', { retryAfterMs: taken.retryAfterMs });
      }
      const { body } = request;
      if (!Buffer.isBuffer(body) || body.length === 0) throw new ProblemError('bad-input');
      const part = { offset: request.query.offset, bytes: body };
      return uploads.add(maker, request.params.fileId, part);
    },
  );
}

function serveLinks(app: HttpApp, parts: FileRouteParts): void {
  const { database, signer, now } = parts;
  app.post(
    '/api/v1/conversations/:conversationId/file-links',
    { schema: { params: ofConversation, body: linksAsked, response: { 200: fileLinks } } },
    async (request) => {
      const { conversationId } = request.params;
      const asker = await askerOf(parts, request);
      const { who } = asker;
      const thing = await admit(parts, asker, { action: 'read-conversation', conversationId });
      const rows = await readyFiles(database, conversationId, request.body.fileIds);
      const open = await openTo({ who, thing }, rows, database);
      const at = now();
      return {
        links: open.flatMap((row) => {
          const file = sharedFileOf(row);
          return file === null ? [] : [signer.linksTo(file, personOf(who), at)];
        }),
      };
    },
  );
}

type Reader = { readonly who: Who; readonly thing: Thing };

/** Those of the files that this reader may open. */
async function openTo(
  { who, thing }: Reader,
  rows: readonly FileRow[],
  database: Database,
): Promise<readonly FileRow[]> {
  const open: FileRow[] = [];
  for (const row of rows) {
    const mayRead = can(who, 'read-file', { ...thing, agentsOnly: !row.forCustomer });
    const isTheirs = row.makerId === personOf(who);
    if (mayRead && (isTheirs || !(await isUnsentPhoto(database, row)))) open.push(row);
  }
  return open;
}

async function admitMaker(
  parts: FileRouteParts,
  request: FastifyRequest,
  conversationId: string,
): Promise<{ readonly maker: FileMaker }> {
  const asker = await askerToChange(parts, request);
  await admit(parts, asker, { action: 'share-file', conversationId });
  return { maker: makerOf(asker) };
}

/** The conversation, for who may; what is not theirs answers like what is not there. */
async function admit(
  { database }: FileRouteParts,
  { who }: Asker,
  { action, conversationId }: { readonly action: Action; readonly conversationId: string },
): Promise<Thing> {
  const thing = await conversationThing(database, who, conversationId);
  if (thing === null || !can(who, action, thing)) throw new ProblemError('not-found');
  return thing;
}

function makerOf({ who, name }: Asker): FileMaker {
  return { role: who.role === 'customer' ? 'customer' : 'agent', id: personOf(who), name };
}

/** A customer by their token, staff by their session. */
async function askerOf(
  { database, door }: FileRouteParts,
  request: FastifyRequest,
): Promise<Asker> {
  const [, token] = BEARER.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) return door.admit(request);
  const customer = await findCustomer(database, token);
  if (customer === null) throw new ProblemError('signed-out');
  return customer;
}

/** The same for what changes something: a cookie alone proves no will. */
async function askerToChange(parts: FileRouteParts, request: FastifyRequest): Promise<Asker> {
  const asker = await askerOf(parts, request);
  if (asker.who.role !== 'customer') await parts.door.refuseForeign(request);
  return asker;
}
