import { staffSettings } from '@parley/contracts/settings.ts';
import type { Database } from '../database/database.ts';
import type { Door } from '../delivery/door.ts';
import type { HttpApp } from '../delivery/http-app.ts';
import { keepSettings, settingsOf } from './store.ts';

export type SettingsParts = { readonly database: Database; readonly door: Door };

/** Everybody's own settings and nobody else's: whose they are is said by the session alone. */
export function serveSettings(app: HttpApp, { database, door }: SettingsParts): void {
  app.get('/api/v1/settings', { schema: { response: { 200: staffSettings } } }, async (request) => {
    const { who } = await door.admit(request);
    return settingsOf(database, who.personId);
  });
  app.put(
    '/api/v1/settings',
    {
      schema: { body: staffSettings, response: { 200: staffSettings } },
      onRequest: door.refuseForeign,
    },
    async (request) => {
      const { who } = await door.admit(request);
      await keepSettings(database, who.personId, request.body);
      return request.body;
    },
  );
}
