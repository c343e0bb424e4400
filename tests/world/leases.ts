import { askDatabase } from './database.ts';

/** What each page of an agent has said of itself, whether it can ring: one that has gone is believed for a few seconds. */
export async function whichCanRing(
  productFolder: string,
  name: string,
): Promise<readonly unknown[]> {
  const rows = await askDatabase(
    productFolder,
    `SELECT can_ring FROM leases JOIN staff ON staff.id = agent_id
      WHERE staff.name ILIKE $1 || '%' AND until > extract(epoch FROM now()) * 1000`,
    [name],
  );
  return rows.map((row) => row.can_ring);
}
