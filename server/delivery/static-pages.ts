import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { HttpApp } from './http-app.ts';
import { ProblemError } from './problem.ts';
import {
  demoHeaders,
  deskHeaders,
  embeddableHeaders,
  frameHeaders,
  roomHeaders,
} from './security-headers.ts';

/** What the pages need beside their files. */
export type StaticPages = {
  /** Where the built pages are. */
  readonly folder: string;
  /** The sites that may embed an entry; null when there is no such entry. */
  readonly originsOf: (entryId: string) => Promise<readonly string[] | null>;
  /** The sites that may embed the page of a room: it does not know of which entry it is. */
  readonly roomOrigins: () => Promise<readonly string[]>;
};

/** Names with a hash in them never change their content. */
const FOR_EVER = { maxAge: '365d', immutable: true } as const;
const ASK_AGAIN = { maxAge: 0 } as const;
const LOADER = { maxAge: '10m' } as const;

const rest = z.object({ '*': z.string() });
const hidden = { hide: true } as const;

/** Serves what the web build made. */
export async function servePages(app: HttpApp, pages: StaticPages): Promise<void> {
  const { folder } = pages;
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    preCompressed: true,
    dotfiles: 'deny',
  });
  app.get('/', { schema: hidden }, (_request, reply) => reply.redirect('/desk/'));
  serveDesk(app, folder);
  serveWidget(app, pages);
  serveRoom(app, pages);
  serveDemo(app, folder);
}

function serveDesk(app: HttpApp, folder: string): void {
  app.get('/desk', { schema: hidden }, (_request, reply) => reply.redirect('/desk/'));
  app.get('/desk/assets/*', { schema: { ...hidden, params: rest } }, (request, reply) =>
    reply.sendFile(`desk/assets/${request.params['*']}`, FOR_EVER),
  );
  // Every other address of the desk is a place in it: the same page shows all of them.
  app.get('/desk/*', { schema: { ...hidden, params: rest } }, (request, reply) => {
    const name = request.params['*'];
    const isFile = /\.[a-z0-9]+$/i.test(name);
    return sendPage(
      reply.headers(deskHeaders),
      folder,
      isFile ? `desk/${name}` : 'desk/index.html',
    );
  });
}

function serveWidget(app: HttpApp, { folder, originsOf }: StaticPages): void {
  for (const script of ['loader.js', 'privacy.js', 'sdk.js']) {
    app.get(`/widget/v1/${script}`, { schema: hidden }, (_request, reply) => {
      // Modules, and scripts that hosts pin by their hash, are read with CORS.
      const headers = { ...embeddableHeaders, 'Access-Control-Allow-Origin': '*' };
      return reply.headers(headers).sendFile(`widget/${script}`, LOADER);
    });
  }
  app.get('/widget/assets/*', { schema: { ...hidden, params: rest } }, (request, reply) =>
    reply.headers(embeddableHeaders).sendFile(`widget/assets/${request.params['*']}`, FOR_EVER),
  );
  app.get(
    '/widget/frame',
    { schema: { ...hidden, querystring: z.object({ entry: z.string().max(80) }) } },
    async (request, reply) => {
      const origins = await originsOf(request.query.entry);
      if (origins === null) throw new ProblemError('not-found');
      return sendPage(reply.headers(frameHeaders(origins)), folder, 'widget/frame.html');
    },
  );
}

/** One page for every code there is or is not: it is looked up by the page itself, so that robots use nothing up. */
function serveRoom(app: HttpApp, { folder, roomOrigins }: StaticPages): void {
  app.get('/room/assets/*', { schema: { ...hidden, params: rest } }, (request, reply) =>
    reply.headers(embeddableHeaders).sendFile(`room/assets/${request.params['*']}`, FOR_EVER),
  );
  for (const path of ['/r', '/r/*']) {
    app.get(path, { schema: hidden }, async (_request, reply) =>
      sendPage(reply.headers(roomHeaders(await roomOrigins())), folder, 'room/index.html'),
    );
  }
}

function serveDemo(app: HttpApp, folder: string): void {
  app.get('/demo', { schema: hidden }, (_request, reply) => reply.redirect('/demo/'));
  app.get('/demo/*', { schema: { ...hidden, params: rest } }, (request, reply) => {
    const name = request.params['*'];
    return sendPage(
      reply.headers(demoHeaders),
      folder,
      `demo/${name === '' ? 'index.html' : name}`,
    );
  });
}

function sendPage(reply: FastifyReply, folder: string, file: string): FastifyReply {
  if (file.endsWith('.html') && !existsSync(join(folder, file.split('/')[0] ?? ''))) {
    throw new ProblemError('not-built');
  }
  return reply.sendFile(file, ASK_AGAIN);
}
