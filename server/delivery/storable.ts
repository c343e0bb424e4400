/** PostgreSQL stores neither NUL nor half a surrogate pair: whoever sends one is told so at the door. */
export function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\u0000');
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return true;
  return Object.entries(value).every(([key, each]) => isStorable(key) && isStorable(each));
}
