/** Loads what a request needs to be answered; null when the network does not give it. */
export async function loadRequestCode() {
  try {
    return await import('./prompts.ts');
  } catch (error) {
    // A chunk that does not load is a TypeError; all else is our own fault.
    if (error instanceof TypeError) return null;
    throw error;
  }
}
