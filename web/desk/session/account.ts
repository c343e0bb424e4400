import type { OwnSessions, Problem, SignedIn } from '@parley/contracts/rest.ts';

/** What a route answered; no problem at all means that the server was not reached. */
export type Reply<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly problem: Problem | null };

export type OwnSession = OwnSessions[number];

const SESSION = '/api/v1/session';

export function whoAmI(): Promise<Reply<SignedIn>> {
  return ask('GET', SESSION);
}

export function signInAs(email: string, password: string): Promise<Reply<SignedIn>> {
  return ask('POST', SESSION, { email, password });
}

export function signOut(): Promise<Reply<unknown>> {
  return ask('DELETE', SESSION);
}

export function changePassword(current: string, next: string): Promise<Reply<unknown>> {
  return ask('POST', `${SESSION}/password`, { current, next });
}

export function listSessions(): Promise<Reply<readonly OwnSession[]>> {
  return ask('GET', `${SESSION}/sessions`);
}

export function revokeSession(id: string): Promise<Reply<unknown>> {
  return ask('DELETE', `${SESSION}/sessions/${encodeURIComponent(id)}`);
}

/** Asks a route of our own origin; the session cookie goes along by itself. */
export async function ask<Data>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Reply<Data>> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const headers = body === undefined ? {} : { 'content-type': 'application/json' };
  try {
    const answer = await fetch(path, { method, headers, credentials: 'same-origin', ...sent });
    const told: unknown = answer.status === 204 ? null : await answer.json();
    if (answer.ok) return { ok: true, data: told as Data };
    return { ok: false, problem: told as Problem };
  } catch {
    // No answer, or not one of ours (a proxy's page): both mean that the server was not reached.
    return { ok: false, problem: null };
  }
}
