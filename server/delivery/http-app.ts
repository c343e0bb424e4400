import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import fastifyCookie from '@fastify/cookie';
import fastifySwagger from '@fastify/swagger';
import { problem } from '@parley/contracts/rest.ts';
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type RouteOptions,
} from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import type { Config } from '../config.ts';
import { codeOf, isConnectionLoss } from '../database/database.ts';
import type { Log } from '../engine.ts';
import { asProblem, ProblemError } from './problem.ts';
import { apiHeaders } from './security-headers.ts';
import { isStorable } from './storable.ts';

/** The HTTP side, with schemas from contracts checked and served as OpenAPI. */
export type HttpApp = ReturnType<typeof createApp>;

const BODY_BYTES = 64 * 1024;
const REQUEST_MS = 30_000;

export async function createHttpApp(config: Config, log: Log): Promise<HttpApp> {
  const app = createApp(config);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, _request, reply) => sendProblem(reply, toProblem(error, log)));
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, new ProblemError('not-found')));
  const headers = apiHeaders(config);
  app.addHook('onRequest', async (_request, reply) => void reply.headers(headers));
  app.addHook('preValidation', refuseUnstorable);
  app.addHook('onRoute', describeProblems);
  await app.register(fastifyCookie);
  await app.register(fastifySwagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Parley', version: '1' } },
    transform: jsonSchemaTransform,
  });
  app.get('/api/v1/openapi.json', { schema: { hide: true } }, () => app.swagger());
  return app;
}

function createApp(config: Config) {
  const { tls } = config;
  const app: FastifyInstance = Fastify({
    serverFactory: (respond) =>
      // An https server answers to everything that Fastify asks of an http server.
      tls === null ? createServer(respond) : (createTlsServer(tls, respond) as unknown as Server),
    // A proxy on the same machine says where a request came from; nobody else is believed.
    trustProxy: 'loopback',
    bodyLimit: BODY_BYTES,
    requestTimeout: REQUEST_MS,
    forceCloseConnections: true,
  });
  return app.withTypeProvider<ZodTypeProvider>();
}

const PROBLEM = {
  description: 'What went wrong (RFC 9457); `code` is stable',
  content: { 'application/problem+json': { schema: problem } },
};

/** Every described route can answer with a problem; its description says so. */
function describeProblems({ schema }: RouteOptions): void {
  if (schema?.response === undefined) return;
  schema.response = { ...schema.response, '4xx': PROBLEM, '5xx': PROBLEM };
}

async function refuseUnstorable(request: FastifyRequest): Promise<void> {
  const { body, params, query } = request;
  if (!isStorable([body, params, query])) throw new ProblemError('bad-input');
}

/** The one place where an error becomes an answer; what nobody foresaw says nothing of itself. */
function toProblem(error: unknown, log: Log): ProblemError {
  if (error instanceof ProblemError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.map((each) => each.instancePath.slice(1));
    return new ProblemError('bad-input', { facts: { fields } });
  }
  if (isConnectionLoss(error)) return new ProblemError('not-ready');
  const status = statusOf(error);
  if (status === 404) return new ProblemError('not-found');
  if (status === 413) return new ProblemError('too-large');
  if (status >= 400 && status < 500) return new ProblemError('bad-input');
  const stack = error instanceof Error ? placesOf(error) : [];
  log.error({ code: codeOf(error), stack }, 'a request failed');
  return new ProblemError('unexpected');
}

function statusOf(error: unknown): number {
  const isObject = typeof error === 'object' && error !== null;
  return isObject && 'statusCode' in error ? Number(error.statusCode) : 500;
}

/** Where it happened without what it said: messages may quote people's words. */
export function placesOf(error: Error): readonly string[] {
  const lines = error.stack?.split('\n') ?? [];
  return lines.filter((line) => line.startsWith('    at ')).map((line) => line.trim());
}

function sendProblem(reply: FastifyReply, error: ProblemError): FastifyReply {
  const problem = asProblem(error);
  if (problem.retryAfterMs !== undefined) {
    void reply.header('Retry-After', Math.ceil(problem.retryAfterMs / 1000));
  }
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problem);
}
