/** Waits for what was asked of a thing of the worker; one that has closed in the meantime has nothing left to do. */
export async function unlessClosed(
  thing: { readonly closed: boolean },
  asked: Promise<void>,
): Promise<void> {
  try {
    await asked;
  } catch (error) {
    if (!thing.closed) throw error;
  }
}
