import type { Millis } from '@parley/core/time.ts';
import type { Tx } from '../database/database.ts';

/** Where a room's SMS goes. */
export type SmsNumber = { readonly to: string; readonly country: string };

/** How long an agent waits before the same SMS goes out again. */
const RESEND_MS = 30_000;

export async function keepNumber(
  tx: Tx,
  { roomId, number, now }: { roomId: string; number: SmsNumber; now: Millis },
): Promise<void> {
  await tx.query({
    text: `INSERT INTO room_numbers (room_id, number, country, sent_at) VALUES ($1, $2, $3, $4)`,
    values: [roomId, number.to, number.country, now],
  });
}

/** The number of a room, taken for sending once more now; how long to wait when that is too soon; null without one. */
export async function takeNumber(
  tx: Tx,
  roomId: string,
  now: Millis,
): Promise<SmsNumber | { readonly waitMs: Millis } | null> {
  const [taken] = await tx.query<SmsNumber>({
    text: `UPDATE room_numbers SET sent_at = $2 WHERE room_id = $1 AND sent_at <= $3
      RETURNING number AS "to", country`,
    values: [roomId, now, now - RESEND_MS],
  });
  if (taken !== undefined) return taken;
  const [row] = await tx.query<{ sentAt: Millis }>({
    text: 'SELECT sent_at AS "sentAt" FROM room_numbers WHERE room_id = $1',
    values: [roomId],
  });
  return row === undefined ? null : { waitMs: Math.max(1, row.sentAt + RESEND_MS - now) };
}
