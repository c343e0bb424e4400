import { publicEntry } from '@parley/contracts/rest.ts';
import type { z } from 'zod';
import type { Tx } from '../database/database.ts';

/** What an admin sets for an entry; stored as one value. */
export const entryConfig = publicEntry.pick({
  greeting: true,
  buttons: true,
  form: true,
  firstVideo: true,
  origins: true,
});
export type EntryConfig = z.infer<typeof entryConfig>;

/** A way in for customers, and the queue it leads to. */
export type Entry = {
  readonly id: string;
  readonly name: string;
  readonly queueId: string;
  readonly config: EntryConfig;
};

/** Reads an entry; `otherOrigins` may embed every entry of this installation. */
export async function findEntry(
  tx: Tx,
  id: string,
  otherOrigins: readonly string[],
): Promise<Entry | null> {
  const [row] = await tx.query<{ id: string; name: string; queue_id: string; config: unknown }>({
    text: 'SELECT id, name, queue_id, config FROM entries WHERE id = $1',
    values: [id],
  });
  if (row === undefined) return null;
  const config = entryConfig.parse(row.config);
  const origins = [...new Set([...otherOrigins, ...config.origins])];
  return { id: row.id, name: row.name, queueId: row.queue_id, config: { ...config, origins } };
}

/** Every site that may embed one of the entries. */
export async function originsOfEntries(
  tx: Tx,
  otherOrigins: readonly string[],
): Promise<readonly string[]> {
  const rows = await tx.query<{ origin: string }>({
    name: 'origins_of_entries',
    text: `SELECT DISTINCT jsonb_array_elements_text(config -> 'origins') AS origin FROM entries`,
  });
  return [...new Set([...otherOrigins, ...rows.map((row) => row.origin)])];
}

/** Whether a page of this origin may embed any entry at all; a preflight does not say which. */
export async function isEntryOrigin(
  tx: Tx,
  origin: string,
  otherOrigins: readonly string[],
): Promise<boolean> {
  if (otherOrigins.includes(origin)) return true;
  const rows = await tx.query({
    text: `SELECT 1 FROM entries WHERE config -> 'origins' ? $1 LIMIT 1`,
    values: [origin],
  });
  return rows.length > 0;
}
