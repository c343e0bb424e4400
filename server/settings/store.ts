import { type StaffSettings, staffSettings, UNSET } from '@parley/contracts/settings.ts';
import type { Tx } from '../database/database.ts';

/** What a member of staff has set; all that they have not set is as at the start. */
export async function settingsOf(tx: Tx, staffId: string): Promise<StaffSettings> {
  const [row] = await tx.query<{ settings: object }>({
    text: 'SELECT settings FROM staff_settings WHERE staff_id = $1',
    values: [staffId],
  });
  return completed(row?.settings ?? {});
}

export async function keepSettings(
  tx: Tx,
  staffId: string,
  settings: StaffSettings,
): Promise<void> {
  await tx.query({
    text: `INSERT INTO staff_settings (staff_id, settings) VALUES ($1, $2)
           ON CONFLICT (staff_id) DO UPDATE SET settings = excluded.settings`,
    values: [staffId, settings],
  });
}

/** A setting that came into the world after it was stored, or is none any more, is as at the start. */
function completed(stored: object): StaffSettings {
  const whole = staffSettings.safeParse({ ...UNSET, ...stored });
  return whole.success ? whole.data : UNSET;
}
