import type { ConversationOpened, FirstCall, PublicEntry } from '@parley/contracts/rest.ts';
import type { HostPage } from '@parley/core/conversation/events.ts';
import { type Answered, askServer } from '../../live/ask-server.ts';

/** Whether calls can be made. */
export type CallsAre = PublicEntry['media'];

const MEDIA_POLL_MS = 3_000;

/** What the entry offers. */
export function fetchEntry(entryId: string): Promise<Answered<PublicEntry>> {
  return askServer<PublicEntry>(`/api/v1/entries/${encodeURIComponent(entryId)}`);
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
  return askServer<ConversationOpened>('/api/v1/conversations', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Follows how far the calls are until they are ready; only used while no line to the server is open. */
export function watchCalls(changed: (media: CallsAre) => void): () => void {
  const timer = setInterval(async () => {
    const answer = await askServer<{ media: CallsAre }>('/api/v1/status');
    if (!answer.ok) return;
    changed(answer.value.media);
    if (answer.value.media.state === 'ready') clearInterval(timer);
  }, MEDIA_POLL_MS);
  return () => clearInterval(timer);
}
