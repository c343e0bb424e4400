import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import type { ConversationSession } from '../../live/conversation.ts';
import { Control } from '../../ui/call/Control.tsx';
import { MuteButton } from '../../ui/call/Controls.tsx';
import { isWaiting, otherName, stateInWords } from '../../ui/call/state-in-words.ts';
import { useStore } from '../../ui/use-store.ts';
import { callWords, words } from '../../ui/words.ts';

/** The call while something else is looked at: who, how long, mute and end stay at hand. */
export function CallBar({
  session,
  state,
  conversation,
  timer,
  isAlone,
  onFull,
  onEnd,
}: {
  readonly session: CallSession;
  readonly state: CallState;
  readonly conversation: ConversationSession;
  readonly timer: string | null;
  /** A strip on the page, with no chat above it that says who it is. */
  readonly isAlone: boolean;
  readonly onFull: () => void;
  readonly onEnd: () => void;
}) {
  const { line } = useStore(conversation.state);
  const waits = isWaiting(state);
  const place = waits && line !== null ? words.chat.place(line.position) : stateInWords(state);
  return (
    <div class="call-bar">
      <div class="call-whom">
        <p class="call-name">
          {isAlone && !waits ? otherName(state) : callWords.kind[session.kind]}
        </p>
        <p role="status" aria-label={callWords.state}>
          {place}
        </p>
      </div>
      {timer !== null && (
        <span class="pill timer" data-testid="call-timer">
          {timer}
        </span>
      )}
      {state.sound.blocked && (
        <Control
          icon="sound"
          label={callWords.playSound}
          onPress={() => void session.playSound()}
        />
      )}
      <Control icon="expand" label={callWords.enlarge} onPress={onFull} />
      {!waits && <MuteButton session={session} state={state} />}
      <Control
        icon="hang-up"
        label={waits ? callWords.waiting.cancel : callWords.end}
        look="end"
        onPress={onEnd}
      />
    </div>
  );
}
