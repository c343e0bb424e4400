import { ParleyError } from './parley-error.ts';

/** Where there is no document (rendering on a server) the elements are only names. */
export const Base: typeof HTMLElement =
  globalThis.HTMLElement ?? (class {} as unknown as typeof HTMLElement);

/** An error as an event says it. */
export function errorOf(error: unknown): { readonly code: string; readonly retryable: boolean } {
  const known = error instanceof ParleyError ? error : new ParleyError('unexpected');
  return { code: known.code, retryable: known.retryable };
}
