/** An instant as a field for date and time wants it, in this computer's zone. */
export function localInputOf(at: number): string {
  const shifted = at - new Date(at).getTimezoneOffset() * 60_000;
  return new Date(shifted).toISOString().slice(0, 16);
}

/** The instant a field for date and time says; null while it says none. */
export function momentOf(text: string): number | null {
  const at = new Date(text).getTime();
  return Number.isNaN(at) ? null : at;
}
