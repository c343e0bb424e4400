import type { SmsSent } from '@parley/contracts/sms.ts';
import type { Database } from '../database/database.ts';
import type { Seal } from '../secrets/seal.ts';

const ROWS = 100;

type Row = Omit<SmsSent, 'text'> & { readonly text: Buffer | null };

/** The newest SMS: of one agent or of all, of one room or of all. */
export async function messagesSeenBy(
  { database, seal }: { readonly database: Database; readonly seal: Seal },
  wanted: { readonly agentId: string | null; readonly roomId: string | null },
): Promise<SmsSent[]> {
  const rows = await database.query<Row>({
    text: `SELECT id AS "smsId", room_id AS "roomId", conversation_id AS "conversationId",
        agent_id AS "agentId", recipient AS "to", country, state, parts, created_at AS "at", text
      FROM sms_outbox
      WHERE ($1::text IS NULL OR agent_id = $1) AND ($2::text IS NULL OR room_id = $2)
      ORDER BY created_at DESC, id LIMIT ${ROWS}`,
    values: [wanted.agentId, wanted.roomId],
  });
  return rows.map((row) => ({ ...row, text: row.text === null ? null : seal.open(row.text) }));
}
