import { join } from 'node:path';
import pg from 'pg';
import {
  credentialsOf,
  databaseFolder,
  databaseUrl,
  OWNER,
  rememberedPort,
} from '../../deploy/database/folder.ts';

/** How long agents of every queue wrap up their calls, ms; there is no screen to set it yet. */
export async function setWrapUp(productFolder: string, ms: number): Promise<void> {
  const at = databaseFolder(join(productFolder, 'data', 'database'));
  const port = rememberedPort(at);
  if (port === undefined) throw new Error('the database of the product has no port');
  const client = new pg.Client(databaseUrl(port, OWNER, credentialsOf(at).password));
  await client.connect();
  await client.query('UPDATE queues SET wrap_up_ms = $1', [ms]);
  await client.end();
}
