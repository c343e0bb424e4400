/** Loads what a request needs to be answered; null when the network does not give it. */
export async function loadRequestCode() {
  try {
    return await import('./prompts.ts');
  } catch (error) {
    // A TypeError for a script that does not load, a plain one for its style sheet.
    if (error instanceof Error) return null;
    throw error;
  }
}
