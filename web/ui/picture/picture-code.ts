/** Loads what a shared picture needs; null when the network does not give it. */
export async function loadPictureCode() {
  try {
    return await import('./SharedPicture.tsx');
  } catch (error) {
    // A TypeError for a script that does not load, a plain one for its style sheet.
    if (error instanceof Error) return null;
    throw error;
  }
}
