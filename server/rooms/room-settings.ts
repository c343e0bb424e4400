import type { Millis } from '@parley/core/time.ts';
import type { Tx } from '../database/database.ts';

/** What is set for all rooms of the installation. */
export type RoomSettings = {
  readonly codeLength: number;
  readonly roomMs: Millis;
  readonly smsRoomMs: Millis;
  /** Off unless somebody switched it on (R7). */
  readonly recordByDefault: boolean;
  readonly businessName: string;
};

export async function roomSettings(tx: Tx): Promise<RoomSettings> {
  const [row] = await tx.query<RoomSettings>({
    name: 'room_settings',
    text: `SELECT room_code_length AS "codeLength", room_ms AS "roomMs",
      sms_room_ms AS "smsRoomMs", record_rooms AS "recordByDefault",
      business_name AS "businessName" FROM installation`,
  });
  if (row === undefined) throw new Error('the installation has no settings');
  return row;
}
