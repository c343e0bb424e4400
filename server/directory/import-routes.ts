import { Readable } from 'node:stream';
import { contactsImported } from '@parley/contracts/directory.ts';
import { CSV_BYTES } from '@parley/contracts/limits.ts';
import type { FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { HttpApp } from '../delivery/http-app.ts';
import { ProblemError } from '../delivery/problem.ts';
import { TokenBuckets } from '../delivery/token-bucket.ts';
import { admitTo, type DirectoryParts } from './admit-to.ts';
import { allContacts } from './contacts.ts';
import { importContacts } from './import-contacts.ts';
import { readContacts } from './read-csv.ts';
import { csvOf } from './write-csv.ts';

/** Files of one person. */
const FILES = { burst: 20, perSecond: 0.5 };

const csv = z.string().describe('UTF-8 with a header row; commas, semicolons or tabs between');

/** Contacts in and out as one file; the whole book leaves only with those who keep it. */
export function serveImport(app: HttpApp, parts: DirectoryParts): void {
  const { database } = parts;
  app.get(
    '/api/v1/contacts.csv',
    { schema: { response: { 200: { content: { 'text/csv': { schema: csv } } } } } },
    async (request, reply) => {
      await admitTo(parts, request, 'manage-contacts');
      return (
        reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="contacts.csv"')
          // A stream goes out as it is, whatever the schema says of the whole.
          .send(Readable.from(csvOf(allContacts(database))) as unknown as string)
      );
    },
  );
  // NOTE bodies of this type are read only here, and only of those who may send one.
  app.register((inner, _options, done) => {
    inner.addContentTypeParser(
      'text/csv',
      { parseAs: 'buffer', bodyLimit: CSV_BYTES },
      async (_request: FastifyRequest, body: Buffer) => textOf(body),
    );
    serveUpload(inner.withTypeProvider<ZodTypeProvider>(), parts);
    done();
  });
}

function serveUpload(app: HttpApp, parts: DirectoryParts): void {
  const { database, door, now } = parts;
  const files = new TokenBuckets(FILES);
  const admit = async (request: FastifyRequest): Promise<void> => {
    const { who } = await admitTo(parts, request, 'manage-contacts');
    const taken = files.take(who.personId, now());
    if (!taken.ok) throw new ProblemError('too-many', { retryAfterMs: taken.retryAfterMs });
  };
  app.post(
    '/api/v1/contacts/import',
    {
      schema: { body: csv, consumes: ['text/csv'], response: { 200: contactsImported } },
      bodyLimit: CSV_BYTES,
      onRequest: [door.refuseForeign, admit],
    },
    async (request) => {
      const read = await readContacts(request.body);
      return database.transaction((tx) => importContacts(tx, read, now()));
    },
  );
}

function textOf(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (cause) {
    // The only thing that a fatal decoder throws for.
    throw new ProblemError('not-utf-8', { cause });
  }
}
