import type { FrameToHost } from '@parley/contracts/widget.ts';
import type { Message } from '@parley/core/conversation/view.ts';
import type { ConversationSession } from '../../live/conversation.ts';

/** Tells the host page's script of each message from now on; what was said before this page came is no news. */
export function tellMessages(
  { state }: Pick<ConversationSession, 'state'>,
  send: (message: FrameToHost) => void,
): () => void {
  let told: number | null = null;
  const look = (): void => {
    const { loaded, view } = state.get();
    if (!loaded) return;
    const after = told;
    told = view.lastSeq;
    if (after === null) return;
    for (const message of view.messages.filter(({ seq }) => seq > after)) {
      send({ type: 'event', name: 'message', data: wordsOf(message) });
    }
  };
  look();
  return state.subscribe(look);
}

function wordsOf({ id, at, author, text }: Message): Readonly<Record<string, unknown>> {
  const name = author.role === 'system' ? '' : author.name;
  return { messageId: id, at, from: author.role, name, text };
}
