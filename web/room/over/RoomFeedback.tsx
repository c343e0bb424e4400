import { FeedbackCard } from '../../ui/asking/FeedbackCard.tsx';
import { useStore } from '../../ui/use-store.ts';
import { askingWords } from '../../ui/words-of-asking.ts';
import type { OpenRoom } from '../call/open-room.ts';

/** Asks how the call in the room was, once; what was said is thanked for (E10). */
export function RoomFeedback({
  room,
  callId,
}: {
  readonly room: OpenRoom;
  readonly callId: string;
}) {
  const { conversation, connection } = room;
  const { view } = useStore(conversation.state);
  const call = view.call?.id === callId ? view.call : null;
  const wasTalkedIn = call?.phase.name === 'ended' && call.phase.talkMs > 0;
  if (view.feedback.some((one) => one.callId === callId)) {
    return (
      <p class="thanks" role="status">
        {askingWords.feedback.thanks}
      </p>
    );
  }
  return wasTalkedIn ? (
    <FeedbackCard
      key={callId}
      due={{ about: 'room', callId }}
      session={{ conversationId: conversation.conversationId, connection }}
    />
  ) : null;
}
