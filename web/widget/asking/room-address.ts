/** As people read codes to each other: with spaces and dashes, in small letters. */
const BETWEEN = /[\s\-–—._]/g;
const CODE = /^[A-Z0-9]{4,20}$/;

/** Where the room of a typed code is; null when it cannot be a code at all. Only the server knows whether it is one. */
export function roomAddress(origin: string, typed: string): string | null {
  const code = typed.replace(BETWEEN, '').toUpperCase();
  return CODE.test(code) ? `${origin}/r/${code}` : null;
}
