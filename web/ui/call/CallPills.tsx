import type { CallState } from '../../live/call/call-state.ts';
import { callWords } from '../words.ts';
import { isWaiting } from './state-in-words.ts';

/** That nobody shows a picture (M4), and how long the call has gone on. */
export function CallPills({
  state,
  timer,
}: {
  readonly state: CallState;
  readonly timer: string | null;
}) {
  return (
    <>
      {state.audioOnly && !isWaiting(state) && <span class="pill">{callWords.audioOnly}</span>}
      {timer !== null && (
        <span class="pill timer" data-testid="call-timer">
          {timer}
        </span>
      )}
    </>
  );
}
