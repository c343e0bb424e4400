import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import { CallPills } from '../../ui/call/CallPills.tsx';
import { isWaiting, otherName, stateInWords } from '../../ui/call/state-in-words.ts';
import { Icon } from '../../ui/icons/Icon.tsx';
import { callWords, words } from '../../ui/words.ts';

/** Who is there, how the call stands and how long it lasts. */
export function CallTop({
  session,
  state,
  timer,
  onChat,
  onClose,
}: {
  readonly session: CallSession;
  readonly state: CallState;
  readonly timer: string | null;
  readonly onChat: () => void;
  readonly onClose: () => void;
}) {
  const waits = isWaiting(state);
  return (
    <div class="call-top">
      <div class="call-whom">
        <h1>{waits ? callWords.kind[session.kind] : otherName(state)}</h1>
        <p role="status" aria-label={callWords.state}>
          {stateInWords(state)}
        </p>
      </div>
      <CallPills state={state} timer={timer} />
      <button
        type="button"
        class="round"
        aria-label={callWords.minimise}
        title={callWords.minimise}
        onClick={onChat}
      >
        <Icon name="chat" />
      </button>
      <button type="button" class="round" aria-label={words.close} onClick={onClose}>
        <Icon name="close" />
      </button>
    </div>
  );
}
