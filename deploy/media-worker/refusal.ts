/** Why there is no media worker, as one sentence for the person who started Parley. */
export class MediaWorkerRefusal extends Error {
  override name = 'MediaWorkerRefusal';
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
