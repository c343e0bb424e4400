import { smsAbout, smsOutbox, smsOutboxAsked, smsReport } from '@parley/contracts/sms.ts';
import type { Millis } from '@parley/core/time.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Database } from '../database/database.ts';
import type { Door } from '../delivery/door.ts';
import type { HttpApp } from '../delivery/http-app.ts';
import { ProblemError } from '../delivery/problem.ts';
import { admitTo } from '../directory/admit-to.ts';
import { messagesSeenBy } from './outbox-view.ts';
import { isSigned } from './signature.ts';
import { REPORTS_PATH, type Sms } from './sms.ts';
import { callbackUrl, isFromTwilio, jsonOf, twilioState } from './twilio.ts';

export type SmsRouteParts = {
  readonly database: Database;
  readonly door: Door;
  readonly sms: Sms;
  readonly now: () => Millis;
};

/** What agents see of SMS, and where gateways say what became of them. */
export function serveSms(app: HttpApp, parts: SmsRouteParts): void {
  const { database, sms } = parts;
  app.get('/api/v1/sms/about', { schema: { response: { 200: smsAbout } } }, async (request) => {
    await admitTo(parts, request, 'invite');
    const { gateway, countries } = sms.config;
    return { gateway: gateway.kind, countries: countries === null ? null : [...countries] };
  });
  app.get(
    '/api/v1/sms/outbox',
    { schema: { querystring: smsOutboxAsked, response: { 200: smsOutbox } } },
    async (request) => {
      const { who } = await admitTo(parts, request, 'invite');
      const agentId = who.role === 'admin' ? null : who.personId;
      const roomId = request.query.roomId ?? null;
      return { messages: await messagesSeenBy({ database, seal: sms.seal }, { agentId, roomId }) };
    },
  );
  // A room of their own: what is signed is the body as it came.
  void app.register((scope, _options, done) => {
    serveReports(scope, parts);
    done();
  });
}

function serveReports(scope: FastifyInstance, { sms, now }: SmsRouteParts): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    ['application/json', 'application/x-www-form-urlencoded'],
    { parseAs: 'string' },
    (_request, body, done) => done(null, body),
  );
  const schema = { hide: true };
  const { gateway } = sms.config;
  scope.post(REPORTS_PATH, { schema }, async (request, reply) => {
    if (gateway.kind !== 'http') throw new ProblemError('not-found');
    const body = bodyOf(request);
    if (!isSigned(gateway.secret, { headers: request.headers, body }, now())) {
      throw new ProblemError('not-allowed');
    }
    const report = smsReport.safeParse(jsonOf(body));
    if (!report.success) throw new ProblemError('bad-input');
    await sms.became(report.data.id, report.data.state);
    return reply.code(204).send();
  });
  scope.post(`${REPORTS_PATH}/twilio`, { schema }, async (request, reply) => {
    if (gateway.kind !== 'twilio' || sms.reportsUrl === null) throw new ProblemError('not-found');
    const { sms: id } = request.query as { readonly sms?: unknown };
    if (typeof id !== 'string') throw new ProblemError('bad-input');
    const fields = new URLSearchParams(bodyOf(request));
    const url = callbackUrl(sms.reportsUrl, id);
    const given = request.headers['x-twilio-signature'];
    if (!isFromTwilio(gateway.token, { url, fields, given })) throw new ProblemError('not-allowed');
    const state = twilioState(fields.get('MessageStatus') ?? '');
    if (state !== null) await sms.became(id, state);
    return reply.code(204).send();
  });
}

function bodyOf({ body }: FastifyRequest): string {
  return typeof body === 'string' ? body : '';
}
