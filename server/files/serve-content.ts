import { Readable } from 'node:stream';
import type { Millis } from '@parley/core/time.ts';
import { z } from 'zod';
import type { Database } from '../database/database.ts';
import type { HttpApp } from '../delivery/http-app.ts';
import { ProblemError } from '../delivery/problem.ts';
import type { Log } from '../log.ts';
import type { Contents } from './contents.ts';
import { FileDamaged } from './file-key.ts';
import type { FileUse, LinkSigner } from './file-links.ts';
import { fileProblem } from './file-problem.ts';
import { type FileRow, findFile } from './file-rows.ts';

export type ContentParts = {
  readonly database: Database;
  readonly contents: Contents;
  readonly signer: LinkSigner;
  readonly now: () => Millis;
  readonly log: Log;
};

/** Whatever a browser may think of the content, nothing in it is run, framed, or given a name of ours. */
const HARMLESS = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** Pictures stay in the reader's own browser as long as their address lives at least. */
const KEPT = 'private, max-age=300, immutable';

const asked = {
  params: z.object({ fileId: z.string().max(80) }),
  querystring: z.object({
    use: z.enum(['download', 'picture', 'preview']),
    for: z.string().max(80),
    until: z.coerce.number().int(),
    proof: z.string().max(80),
  }),
};

/** Contents, for whoever brings an address that was signed for them. */
export function serveContent(app: HttpApp, parts: ContentParts): void {
  const { signer, now } = parts;
  // The name is for people and programs that save it; whatever stands there, the file is the same.
  app.get('/files/:fileId/*', { schema: { ...asked, hide: true } }, async (request, reply) => {
    const { fileId } = request.params;
    const { use, for: reader, until, proof } = request.query;
    // What is not proved answers like what is not there.
    if (!signer.isProved({ fileId, use, reader, until }, proof, now())) {
      throw new ProblemError('not-found');
    }
    const row = await findFile(parts.database, fileId);
    if (row?.state !== 'ready' || (use !== 'download' && row.width === null)) {
      throw new ProblemError('not-found');
    }
    const content = await begun(parts, row, use);
    return reply.headers(headersFor(row, use)).send(content);
  });
}

/** The content, of which the first piece has been proved: a damaged file is an error and no download. */
async function begun(
  { contents, log }: ContentParts,
  row: FileRow,
  use: FileUse,
): Promise<Readable> {
  const { id, sealedKey } = row;
  if (sealedKey === null) throw new ProblemError('not-found');
  try {
    const pieces = await contents.read(
      { id, sealedKey },
      use === 'preview' ? 'preview' : 'content',
    );
    if (pieces === null) throw new FileDamaged('the store has lost it');
    const first = await pieces.next();
    return Readable.from(after(first, pieces), { objectMode: false });
  } catch (cause) {
    throw fileProblem(cause, log);
  }
}

async function* after(
  first: IteratorResult<Buffer>,
  rest: AsyncGenerator<Buffer>,
): AsyncGenerator<Buffer> {
  if (first.done === true) return;
  yield first.value;
  yield* rest;
}

function headersFor(row: FileRow, use: FileUse): Readonly<Record<string, string>> {
  if (use === 'preview') {
    return { ...HARMLESS, 'Content-Type': 'image/webp', 'Cache-Control': KEPT };
  }
  const type = row.type ?? 'application/octet-stream';
  const about = { ...HARMLESS, 'Content-Type': type, 'Content-Length': String(row.sizeBytes) };
  if (use === 'picture') return { ...about, 'Cache-Control': KEPT };
  return { ...about, 'Content-Disposition': attachmentNamed(row.name) };
}

/** RFC 6266: a plain name for old programs, the whole one for all others. */
function attachmentNamed(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\]/g, '_');
  const whole = encodeURIComponent(name).replace(/['()*!]/g, (one) => {
    return `%${one.charCodeAt(0).toString(16).toUpperCase()}`;
  });
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
