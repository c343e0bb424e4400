import type { CallState } from '../../live/call/call-state.ts';
import { CallPills } from '../../ui/call/CallPills.tsx';
import { isWaiting, otherName, stateInWords } from '../../ui/call/state-in-words.ts';
import { useTimer } from '../../ui/call/use-clock.ts';
import { callWords } from '../../ui/words.ts';
import { roomWords } from '../words.ts';

/** Who is there, how the call stands and how long it lasts. */
export function RoomTop({
  state,
  isOffline,
}: {
  readonly state: CallState;
  readonly isOffline: boolean;
}) {
  const timer = useTimer(state.times.talkingSince);
  const waits = isWaiting(state);
  return (
    <header class="room-top">
      <div class="room-whom">
        <h1>{waits ? callWords.kind.video : otherName(state)}</h1>
        <p role="status" aria-label={callWords.state}>
          {isOffline ? roomWords.offline : stateInWords(state)}
        </p>
      </div>
      <CallPills state={state} timer={timer} />
    </header>
  );
}
