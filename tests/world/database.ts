import { join } from 'node:path';
import pg from 'pg';
import {
  credentialsOf,
  databaseFolder,
  databaseUrl,
  OWNER,
  rememberedPort,
} from '../../deploy/database/folder.ts';

/** Asks the product's own database for what no screen shows. */
export async function askDatabase(
  productFolder: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<readonly Record<string, unknown>[]> {
  const at = databaseFolder(join(productFolder, 'data', 'database'));
  const port = rememberedPort(at);
  if (port === undefined) throw new Error('the database of the product has no port');
  const client = new pg.Client(databaseUrl(port, OWNER, credentialsOf(at).password));
  await client.connect();
  const { rows } = await client.query(sql, [...values]);
  await client.end();
  return rows;
}
