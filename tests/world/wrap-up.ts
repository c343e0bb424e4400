import { askDatabase } from './database.ts';

/** How long agents of every queue wrap up their calls, ms; there is no screen to set it yet. */
export async function setWrapUp(productFolder: string, ms: number): Promise<void> {
  await askDatabase(productFolder, 'UPDATE queues SET wrap_up_ms = $1', [ms]);
}
