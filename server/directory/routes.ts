import {
  DIRECTORY_ROWS,
  directory,
  directoryAsked,
  recentCalls,
} from '@parley/contracts/directory.ts';
import type { HttpApp } from '../delivery/http-app.ts';
import { ProblemError } from '../delivery/problem.ts';
import { TokenBuckets } from '../delivery/token-bucket.ts';
import { admitTo, type DirectoryParts } from './admit-to.ts';
import { serveContacts } from './contact-routes.ts';
import { findContacts } from './contacts.ts';
import { findAgents, findQueues } from './directory.ts';
import { serveImport } from './import-routes.ts';
import { recentCallsOf } from './recent-calls.ts';
import { searchFor } from './search.ts';

/** One look with every letter typed, of one person. */
const LOOKING = { burst: 40, perSecond: 10 };

export function serveDirectory(app: HttpApp, parts: DirectoryParts): void {
  const { database, now } = parts;
  const looks = new TokenBuckets(LOOKING);
  app.get(
    '/api/v1/directory',
    { schema: { querystring: directoryAsked, response: { 200: directory } } },
    async (request) => {
      const { personId } = (await admitTo(parts, request, 'read-contacts')).who;
      const taken = looks.take(personId, now());
      if (!taken.ok) throw new ProblemError('too-many', { retryAfterMs: taken.retryAfterMs });
      const search = searchFor(request.query.q);
      const [agents, queues, contacts] = await Promise.all([
        findAgents(database, { search, askedBy: personId }, now()),
        findQueues(database, search, now()),
        findContacts(database, search, DIRECTORY_ROWS),
      ]);
      return { agents: [...agents], queues: [...queues], contacts: [...contacts] };
    },
  );
  app.get(
    '/api/v1/recent-calls',
    { schema: { response: { 200: recentCalls } } },
    async (request) => {
      const { who } = await admitTo(parts, request, 'read-own-desk');
      return recentCallsOf(database, who.personId);
    },
  );
  serveContacts(app, parts);
  serveImport(app, parts);
}
