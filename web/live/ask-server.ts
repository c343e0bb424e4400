import type { Problem } from '@parley/contracts/rest.ts';

/** Why nothing came of a question to the server; `code` as the server says it, or `unreachable`. */
export type Refused = { readonly ok: false; readonly code: string };
export type Answered<T> = { readonly ok: true; readonly value: T } | Refused;

/** Asks the server something as nobody in particular: no cookie goes along. */
export async function askServer<T>(path: string, init: RequestInit = {}): Promise<Answered<T>> {
  try {
    const response = await fetch(path, { ...init, credentials: 'omit' });
    // The server's own schemas answer for the shapes.
    if (response.ok) return { ok: true, value: (await response.json()) as T };
    const problem = (await response.json()) as Problem;
    return { ok: false, code: problem.code };
  } catch (error) {
    // No network, or something between that is not our server.
    if (error instanceof TypeError || error instanceof SyntaxError) {
      return { ok: false, code: 'unreachable' };
    }
    throw error;
  }
}
