import {
  changedContact,
  contact,
  contactPage,
  contactsAsked,
  newContact,
} from '@parley/contracts/directory.ts';
import { z } from 'zod';
import type { HttpApp } from '../delivery/http-app.ts';
import { admitTo, type DirectoryParts } from './admit-to.ts';
import { addContact, changeContact, pageOfContacts, removeContact } from './contacts.ts';

const PATH = '/api/v1/contacts';
const named = z.object({ id: z.string().max(80) });

/** Everybody on the staff reads contacts; supervisors and admins change them. */
export function serveContacts(app: HttpApp, parts: DirectoryParts): void {
  const { database, door, now } = parts;
  app.get(
    PATH,
    { schema: { querystring: contactsAsked, response: { 200: contactPage } } },
    async (request) => {
      await admitTo(parts, request, 'read-contacts');
      const { q, after = null } = request.query;
      return pageOfContacts(database, { q, after });
    },
  );
  app.post(
    PATH,
    {
      schema: { body: newContact, response: { 201: contact } },
      onRequest: door.refuseForeign,
    },
    async (request, reply) => {
      await admitTo(parts, request, 'manage-contacts');
      return reply.code(201).send(await addContact(database, request.body, now()));
    },
  );
  app.patch(
    `${PATH}/:id`,
    {
      schema: { params: named, body: changedContact, response: { 200: contact } },
      onRequest: door.refuseForeign,
    },
    async (request) => {
      await admitTo(parts, request, 'manage-contacts');
      const { id } = request.params;
      return database.transaction((tx) => changeContact(tx, { id, given: request.body }, now()));
    },
  );
  app.delete(
    `${PATH}/:id`,
    {
      schema: { params: named, response: { 204: z.null() } },
      onRequest: door.refuseForeign,
    },
    async (request, reply) => {
      await admitTo(parts, request, 'manage-contacts');
      await removeContact(database, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
