import type {
  ConversationOpened,
  FirstCall,
  Problem,
  PublicEntry,
} from '@parley/contracts/rest.ts';
import type { HostPage } from '@parley/core/conversation/events.ts';

/** Why nothing came of a question to the server; `code` as the server says it. */
export type Refused = { readonly ok: false; readonly code: string };
export type Answered<T> = { readonly ok: true; readonly value: T } | Refused;

/** Whether calls can be made. */
export type CallsAre = PublicEntry['media'];

const MEDIA_POLL_MS = 3_000;

/** What the entry offers. */
export function fetchEntry(entryId: string): Promise<Answered<PublicEntry>> {
  return ask<PublicEntry>(`/api/v1/entries/${encodeURIComponent(entryId)}`);
}

/** Opens a conversation: from now on there is something to keep. */
export function startConversation(asked: {
  readonly entryId: string;
  readonly form: Readonly<Record<string, string>>;
  readonly page: HostPage | null;
  readonly call: FirstCall | null;
  /** What the host's server has signed. */
  readonly identity: string | null;
}): Promise<Answered<ConversationOpened>> {
  const { call, identity, ...rest } = asked;
  const { name, ...form } = asked.form;
  const body = {
    ...rest,
    form,
    ...(name === undefined ? {} : { name }),
    ...(call === null ? {} : { call }),
    ...(identity === null ? {} : { identity }),
  };
  return ask<ConversationOpened>('/api/v1/conversations', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Follows how far the calls are until they are ready; only used while no line to the server is open. */
export function watchCalls(changed: (media: CallsAre) => void): () => void {
  const timer = setInterval(async () => {
    const answer = await ask<{ media: CallsAre }>('/api/v1/status');
    if (!answer.ok) return;
    changed(answer.value.media);
    if (answer.value.media.state === 'ready') clearInterval(timer);
  }, MEDIA_POLL_MS);
  return () => clearInterval(timer);
}

async function ask<T>(path: string, init: RequestInit = {}): Promise<Answered<T>> {
  try {
    const response = await fetch(path, { ...init, credentials: 'omit' });
    // The server's own schemas answer for the shapes.
    if (response.ok) return { ok: true, value: (await response.json()) as T };
    const problem = (await response.json()) as Problem;
    return { ok: false, code: problem.code };
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) {
      return { ok: false, code: 'unreachable' };
    }
    throw error;
  }
}
