import type { CallState } from '../../live/call/call-state.ts';
import type { ConversationSession } from '../../live/conversation.ts';
import { useStore } from '../frame/use-store.ts';
import { callWords, words } from '../words.ts';
import { useTimer } from './use-clock.ts';

/** Where one stands in line, how long it usually takes, and the way out (E8). */
export function WaitingCard({
  state,
  conversation,
  onCancel,
}: {
  readonly state: CallState;
  readonly conversation: ConversationSession;
  readonly onCancel: () => void;
}) {
  const { line } = useStore(conversation.state);
  const waited = useTimer(state.times.phaseSince);
  const place = line === null ? null : words.chat.place(line.position);
  return (
    <div class="waiting">
      <div role="status" class="waiting-words">
        <h2>
          {state.call?.phase.name === 'ringing'
            ? callWords.waiting.ringing
            : (place ?? words.loading)}
        </h2>
        {line !== null && line.typicalWaitMs !== null && (
          <p>{words.chat.typicalWait(line.typicalWaitMs)}</p>
        )}
      </div>
      <p class="waiting-soft timer">{waited !== null && callWords.waiting.waited(waited)}</p>
      <p class="waiting-soft">{callWords.waiting.chatToo}</p>
      <button type="button" class="secondary" onClick={onCancel}>
        {callWords.waiting.cancel}
      </button>
    </div>
  );
}
