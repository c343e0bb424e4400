import type { Callback } from '@parley/core/conversation/asking.ts';
import { useState } from 'preact/hooks';
import { Icon } from '../../ui/icons/Icon.tsx';
import { useStore } from '../../ui/use-store.ts';
import { words } from '../../ui/words.ts';
import { askingWords } from '../../ui/words-of-asking.ts';
import type { Session } from '../chat/session.ts';
import { dueInWords } from './callback-time.ts';

const W = askingWords.callback;

/** A wish to be called back as long as it stands: when, how, the place in line, and the way out (E15). */
export function CallbackCard({ session }: { readonly session: Session }) {
  const { view, line } = useStore(session.conversation.state);
  const [isCancelling, setCancelling] = useState(false);
  const { callback } = view;
  if (callback?.state !== 'waiting' && callback?.state !== 'with-agent') return null;
  const cancel = async (): Promise<void> => {
    setCancelling(true);
    const { conversationId, connection } = session;
    await connection.send('cancel-callback', { conversationId });
    setCancelling(false);
  };
  const isWaiting = callback.state === 'waiting';
  return (
    <section class="asked callback" aria-label={W.region}>
      <div class="asked-what" role="status">
        <span class="badge-icon">
          <Icon name="callback" />
        </span>
        <div>
          <h2>{promise(callback, session)}</h2>
          <p>{callback.number === null ? W.cards.byWeb : W.cards.byPhone(callback.number)}</p>
          {isWaiting && line !== null && <p>{words.chat.place(line.position)}</p>}
        </div>
      </div>
      {isWaiting && (
        <button type="button" class="link" disabled={isCancelling} onClick={() => void cancel()}>
          {W.cards.cancel}
        </button>
      )}
    </section>
  );
}

function promise({ state, dueAt }: Callback, { connection }: Session): string {
  if (state === 'with-agent') return W.cards.calling;
  const due = dueInWords(connection.localTime(dueAt), Date.now());
  return due === null ? W.cards.now : W.cards.later(due);
}
