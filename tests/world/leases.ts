import { askDatabase } from './database.ts';

/** Whether any page of an agent is believed to be able to ring: one that has gone is, for a few seconds. */
export async function canRingAnywhere(productFolder: string, name: string): Promise<boolean> {
  const rows = await askDatabase(
    productFolder,
    `SELECT 1 FROM leases JOIN staff ON staff.id = agent_id
      WHERE staff.name ILIKE $1 || '%' AND can_ring AND until > extract(epoch FROM now()) * 1000`,
    [name],
  );
  return rows.length > 0;
}
