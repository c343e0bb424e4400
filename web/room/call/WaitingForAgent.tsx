import type { CallState } from '../../live/call/call-state.ts';
import { useTimer } from '../../ui/call/use-clock.ts';
import { useStore } from '../../ui/use-store.ts';
import { callWords } from '../../ui/words.ts';
import { roomWords } from '../words.ts';
import type { OpenRoom } from './open-room.ts';

/** The agent is not there yet: the guest joins by itself as soon as they are (L4). */
export function WaitingForAgent({
  room,
  state,
}: {
  readonly room: OpenRoom;
  readonly state: CallState;
}) {
  const { view } = useStore(room.conversation.state);
  const waited = useTimer(state.times.phaseSince);
  const agent = view.room?.agentName ?? callWords.someone;
  const rings = state.call?.phase.name === 'ringing';
  return (
    <section class="room-waiting" aria-label={callWords.waitingRegion}>
      <div role="status">
        <h2>{roomWords.waitingFor(agent)}</h2>
        <p>{rings ? roomWords.ringing(agent) : roomWords.waitingHelp}</p>
      </div>
      <p class="timer">{waited !== null && callWords.waiting.waited(waited)}</p>
    </section>
  );
}
