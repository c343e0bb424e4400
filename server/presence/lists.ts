import type { DeskLists } from '@parley/contracts/call-bar.ts';
import type { Database } from '../database/database.ts';

/** What agents choose from, in the order of the lists, and what the installation allows. */
export async function readDeskLists(database: Database): Promise<DeskLists> {
  const [row] = await database.query<DeskLists>({
    name: 'desk_lists',
    text: `SELECT
      ARRAY(SELECT name FROM pause_reasons ORDER BY place, name) AS "pauseReasons",
      ARRAY(SELECT name FROM wrap_up_codes ORDER BY place, name) AS "wrapUpCodes",
      (SELECT partial_pause FROM installation) AS "partialPause"`,
  });
  return row ?? { pauseReasons: [], wrapUpCodes: [], partialPause: false };
}
