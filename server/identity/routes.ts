import { entryKeyMade, entryKeys, newEntryKey } from '@parley/contracts/identity.ts';
import { z } from 'zod';
import type { Tx } from '../database/database.ts';
import type { HttpApp } from '../delivery/http-app.ts';
import { ProblemError } from '../delivery/problem.ts';
import { admitTo, type DirectoryParts } from '../directory/admit-to.ts';
import type { Seal } from '../secrets/seal.ts';
import { audit } from '../sign-in/audit.ts';
import { listKeys, makeKey, revokeKey } from './keys.ts';

type KeyRouteParts = DirectoryParts & { readonly seal: Seal };

const PATH = '/api/v1/entries/:entryId/keys';
const entryNamed = z.object({ entryId: z.string().max(80) });
const keyNamed = entryNamed.extend({ keyId: z.string().max(80) });

/** Admins make and revoke the keys with which host pages' servers sign identities. */
export function serveEntryKeys(app: HttpApp, parts: KeyRouteParts): void {
  const { database, door, now, seal } = parts;
  app.get(
    PATH,
    { schema: { params: entryNamed, response: { 200: entryKeys } } },
    async (request) => {
      await admitTo(parts, request, 'change-entries');
      return { keys: [...(await listKeys(database, request.params.entryId))] };
    },
  );
  app.post(
    PATH,
    {
      schema: { params: entryNamed, body: newEntryKey, response: { 201: entryKeyMade } },
      onRequest: door.refuseForeign,
    },
    async (request, reply) => {
      const { who } = await admitTo(parts, request, 'change-entries');
      const { entryId } = request.params;
      const key = await database.transaction(async (tx) => {
        await mustExist(tx, entryId);
        const { label } = request.body;
        const made = await makeKey(tx, { entryId, label, madeBy: who.personId, seal }, now());
        const facts = { entryId, keyId: made.id };
        await audit(tx, { what: 'entry-key-made', staffId: who.personId, facts }, now());
        return made;
      });
      return reply.code(201).send(key);
    },
  );
  app.delete(
    `${PATH}/:keyId`,
    {
      schema: { params: keyNamed, response: { 204: z.null() } },
      onRequest: door.refuseForeign,
    },
    async (request, reply) => {
      const { who } = await admitTo(parts, request, 'change-entries');
      await database.transaction(async (tx) => {
        if (!(await revokeKey(tx, request.params, now()))) throw new ProblemError('not-found');
        const facts = { ...request.params };
        await audit(tx, { what: 'entry-key-revoked', staffId: who.personId, facts }, now());
      });
      return reply.code(204).send(null);
    },
  );
}

async function mustExist(tx: Tx, entryId: string): Promise<void> {
  const rows = await tx.query({ text: 'SELECT 1 FROM entries WHERE id = $1', values: [entryId] });
  if (rows.length === 0) throw new ProblemError('not-found');
}
