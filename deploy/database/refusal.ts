/** Something the operator has to put right; the message is the one sentence that says what. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** The code of a system or PostgreSQL error (`ENOENT`, `3D000`), or nothing. */
export function errorCode(error: unknown): string | undefined {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    return error.code;
  }
  return undefined;
}

/** The words of an error, never the object: a database error carries its whole client. */
export function errorWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
