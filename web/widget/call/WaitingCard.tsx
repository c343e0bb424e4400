import type { ConversationView } from '@parley/core/conversation/view.ts';
import type { CallState } from '../../live/call/call-state.ts';
import type { ConversationSession } from '../../live/conversation.ts';
import { useTimer } from '../../ui/call/use-clock.ts';
import { useStore } from '../../ui/use-store.ts';
import { callWords, words } from '../../ui/words.ts';
import { askingWords } from '../../ui/words-of-asking.ts';

/** Where one stands in line, how long it usually takes, and the way out (E8). */
export function WaitingCard({
  state,
  conversation,
  onCancel,
  onCallback = null,
}: {
  readonly state: CallState;
  readonly conversation: ConversationSession;
  readonly onCancel: () => void;
  readonly onCallback?: (() => void) | null;
}) {
  const { line, view } = useStore(conversation.state);
  const waited = useTimer(state.times.phaseSince);
  const place = line === null ? null : words.chat.place(line.position);
  const isRinging = state.call?.phase.name === 'ringing';
  const general = isRinging ? callWords.waiting.ringing : (place ?? words.loading);
  const awaited = awaitedAgent(state, view);
  return (
    <div class="waiting">
      <div role="status" class="waiting-words">
        <h2>{awaited !== null ? callWords.waiting.forAgent(awaited) : general}</h2>
        {line !== null && line.typicalWaitMs !== null && (
          <p>{words.chat.typicalWait(line.typicalWaitMs)}</p>
        )}
      </div>
      <p class="waiting-soft timer">{waited !== null && callWords.waiting.waited(waited)}</p>
      <p class="waiting-soft">{callWords.waiting.chatToo}</p>
      <div class="waiting-buttons">
        {onCallback !== null && (
          <button type="button" class="secondary" onClick={onCallback}>
            {askingWords.callback.offer}
          </button>
        )}
        <button type="button" class="secondary" onClick={onCancel}>
          {callWords.waiting.cancel}
        </button>
      </div>
    </div>
  );
}

/** In a room, or where an agent asked for the call, one agent alone is waited for, by name. */
function awaitedAgent(
  { call }: CallState,
  { room, videoRequest }: ConversationView,
): string | null {
  if (call === null || call.origin === 'widget' || call.origin === 'internal') return null;
  return (call.room === null ? videoRequest : room)?.agentName ?? null;
}
