import type { PlacedCall } from '../changes/changes.ts';
import { type LinkWords, type Placement, placementOf } from '../changes/loaded.ts';
import type { Database } from '../database/database.ts';

/** A call as it stands, read without a lock. */
export type ReadCall = PlacedCall & { readonly links: LinkWords };

type Row = {
  readonly value: ReadCall['value'];
  readonly version: number;
  readonly nodeId: string | null;
  readonly bootId: string | null;
  readonly links: LinkWords;
};

const COLUMNS = 'value, version, node_id AS "nodeId", boot_id AS "bootId", links';

/** The call of this id, or null. */
export async function readCall(database: Database, callId: string): Promise<ReadCall | null> {
  const [row] = await database.query<Row>({
    name: 'read_call',
    text: `SELECT ${COLUMNS} FROM calls WHERE id = $1`,
    values: [callId],
  });
  return row === undefined ? null : callFrom(row);
}

/** The live calls that this start of a node carries. */
export async function readCallsOn(
  database: Database,
  { nodeId, bootId }: Placement,
): Promise<readonly ReadCall[]> {
  const rows = await database.query<Row>({
    name: 'read_calls_on',
    text: `SELECT ${COLUMNS} FROM calls
      WHERE phase <> 'ended' AND node_id = $1 AND boot_id = $2`,
    values: [nodeId, bootId],
  });
  return rows.map(callFrom);
}

/** The live calls of which this tab owns a leg. */
export async function readCallsOfTab(
  database: Database,
  tabId: string,
): Promise<readonly ReadCall[]> {
  const rows = await database.query<Row>({
    name: 'read_calls_of_tab',
    text: `SELECT ${COLUMNS} FROM calls WHERE phase <> 'ended' AND $1 = ANY (tab_ids)`,
    values: [tabId],
  });
  return rows.map(callFrom);
}

function callFrom(row: Row): ReadCall {
  const { value, version, links } = row;
  return { value, version, links, placement: placementOf(row) };
}
