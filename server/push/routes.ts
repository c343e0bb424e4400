import { offerStanding, pushKey, pushSubscription } from '@parley/contracts/push.ts';
import { z } from 'zod';
import type { Database } from '../database/database.ts';
import type { Door } from '../delivery/door.ts';
import type { HttpApp } from '../delivery/http-app.ts';
import { ProblemError } from '../delivery/problem.ts';
import type { Engine } from '../engine.ts';
import { areBrowserKeys } from './encryption.ts';
import { isPushService } from './endpoints.ts';
import { forgetSubscription, isOfferOpen, keepSubscription } from './subscriptions.ts';
import type { VapidKeys } from './vapid.ts';

export type PushRouteParts = {
  readonly database: Database;
  readonly door: Door;
  readonly engine: Pick<Engine, 'run'>;
  readonly keys: VapidKeys;
  /** Origins of push services beside the browsers' own. */
  readonly ownServices: readonly string[];
};

const done = z.null();
const one = z.object({ offerId: z.string().max(80) });
/** No page: what is done from a notification is done without one. */
const NO_TAB = 'notification';

/** What a browser's worker asks when no page of the desk is there to ask for it. */
export function servePush(app: HttpApp, parts: PushRouteParts): void {
  serveSubscription(app, parts);
  serveOffers(app, parts);
}

function serveSubscription(app: HttpApp, { database, door, keys, ownServices }: PushRouteParts) {
  app.get('/api/v1/push/key', { schema: { response: { 200: pushKey } } }, async (request) => {
    await door.admit(request);
    return { publicKey: keys.publicKey.toString('base64url') };
  });
  app.put(
    '/api/v1/push/subscription',
    {
      schema: { body: pushSubscription, response: { 204: done } },
      onRequest: door.refuseForeign,
    },
    async (request, reply) => {
      const { id: sessionId } = await door.admit(request);
      const { endpoint, keys: given } = request.body;
      const p256dh = Buffer.from(given.p256dh, 'base64url');
      const auth = Buffer.from(given.auth, 'base64url');
      const isGood = isPushService(endpoint, ownServices) && areBrowserKeys({ p256dh, auth });
      if (!isGood) throw new ProblemError('bad-input');
      await database.transaction((tx) =>
        keepSubscription(tx, { sessionId, endpoint, p256dh, auth }),
      );
      return reply.code(204).send(null);
    },
  );
  app.delete(
    '/api/v1/push/subscription',
    { schema: { response: { 204: done } }, onRequest: door.refuseForeign },
    async (request, reply) => {
      const { id } = await door.admit(request);
      await forgetSubscription(database, id);
      return reply.code(204).send(null);
    },
  );
}

function serveOffers(app: HttpApp, { database, door, engine }: PushRouteParts): void {
  app.get(
    '/api/v1/push/offers/:offerId',
    { schema: { params: one, response: { 200: offerStanding } } },
    async (request) => {
      const { who } = await door.admit(request);
      const open = await isOfferOpen(database, request.params.offerId, who.personId);
      if (open === null) throw new ProblemError('not-found');
      return { open };
    },
  );
  app.post(
    '/api/v1/push/offers/:offerId/decline',
    { schema: { params: one, response: { 204: done } }, onRequest: door.refuseForeign },
    async (request, reply) => {
      const { who, name } = await door.admit(request);
      const { offerId } = request.params;
      const context = { who, name, tabId: NO_TAB, commandId: `decline:${offerId}` };
      const answer = await engine.run(context, 'decline-offer', { offerId });
      // What no longer rings is as silent as whoever declines wants it.
      if (answer.ok || answer.code === 'offer-closed') return reply.code(204).send(null);
      throw new ProblemError(answer.code === 'try-again' ? 'not-ready' : 'not-found');
    },
  );
}
