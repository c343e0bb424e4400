/** Loads what a shared picture needs; null when the network does not give it. */
export async function loadPictureCode() {
  try {
    return await import('./SharedPicture.tsx');
  } catch (error) {
    // A chunk that does not load is a TypeError; all else is our own fault.
    if (error instanceof TypeError) return null;
    throw error;
  }
}
