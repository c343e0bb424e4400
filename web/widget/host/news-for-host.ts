import type { FrameToHost } from '@parley/contracts/widget.ts';
import type { ConversationView, Message } from '@parley/core/conversation/view.ts';
import type { ConversationSession } from '../../live/conversation.ts';
import { newsOfCall } from './call-news.ts';

/** Tells the host page's script of messages and calls; of what was so before this page came only in one that began here. */
export function tellHost(
  { state }: Pick<ConversationSession, 'state'>,
  { isNew, send }: { readonly isNew: boolean; readonly send: (message: FrameToHost) => void },
): () => void {
  let told: Pick<ConversationView, 'lastSeq' | 'call'> | null = isNew
    ? { lastSeq: 0, call: null }
    : null;
  const look = (): void => {
    const { loaded, view } = state.get();
    if (!loaded) return;
    const before = told;
    told = view;
    if (before === null) return;
    for (const message of view.messages.filter(({ seq }) => seq > before.lastSeq)) {
      send({ type: 'event', name: 'message', data: wordsOf(message) });
    }
    for (const news of newsOfCall(before.call, view.call)) send({ type: 'event', ...news });
  };
  look();
  return state.subscribe(look);
}

/** The link of an invitation lets into a room: that is for the customer alone. */
function wordsOf({ id, at, author, text, link }: Message): Readonly<Record<string, unknown>> {
  const name = author.role === 'system' ? '' : author.name;
  const kind = link === null ? 'text' : 'invitation';
  return { messageId: id, kind, at, from: author.role, name, text };
}
