/** Waits for what was asked of a thing of the worker; one that has closed in the meantime has nothing left to do. */
export async function unlessClosed<Answer>(
  thing: { readonly closed: boolean },
  asked: Promise<Answer>,
): Promise<Answer | null> {
  try {
    return await asked;
  } catch (error) {
    if (thing.closed) return null;
    throw error;
  }
}
