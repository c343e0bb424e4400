import { useCallback, useRef, useState } from 'preact/hooks';
import { Icon } from '../../ui/icons/Icon.tsx';
import { useStore } from '../../ui/use-store.ts';
import type { OpenRoom } from '../call/open-room.ts';
import type { RoomNow } from '../call/room-now.ts';
import { RoomChat } from '../chat/RoomChat.tsx';
import { Unread } from '../chat/Unread.tsx';
import { useReading } from '../chat/use-reading.ts';
import { roomWords, words } from '../words.ts';
import { RoomFeedback } from './RoomFeedback.tsx';

/** After the call: how it was, and the way back in while the room is open (L8). */
export function OverPage({
  room,
  over,
}: {
  readonly room: OpenRoom;
  readonly over: Extract<RoomNow, { at: 'over' }>;
}) {
  const { view } = useStore(room.conversation.state);
  const rejoining = useStore(room.rejoining);
  const agent = view.room?.agentName ?? '';
  return (
    <main class="over">
      <h1>{words.over[over.how]}</h1>
      {over.canRejoin ? (
        <div class="rejoin">
          <p>{words.over.open(agent)}</p>
          {rejoining === 'no-microphone' && <Problem says={words.problem.microphone} />}
          {rejoining === 'refused' && <Problem says={words.over.noRejoin} />}
          <button
            type="button"
            class="primary big"
            disabled={rejoining === 'asking'}
            onClick={() => void room.rejoin()}
          >
            {rejoining === 'asking' ? words.over.rejoining : words.over.again}
          </button>
        </div>
      ) : (
        <p>{words.over.closedHelp}</p>
      )}
      {over.callId !== null && <RoomFeedback room={room} callId={over.callId} />}
      {view.chat.state !== 'completed' && <ChatAfter room={room} />}
    </main>
  );
}

function Problem({ says }: { readonly says: string }) {
  return (
    <p class="problem" role="alert">
      {says}
    </p>
  );
}

/** The chat goes on after the call (K6). */
function ChatAfter({ room: { conversation, files } }: { readonly room: OpenRoom }) {
  const { unread } = useStore(conversation.state);
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useReading(conversation, isOpen);
  const close = useCallback(() => {
    setOpen(false);
    button.current?.focus();
  }, []);
  return (
    <>
      <button
        type="button"
        class="secondary big"
        aria-expanded={isOpen}
        ref={button}
        onClick={() => setOpen(true)}
      >
        <Icon name="chat" />
        {roomWords.showChat}
        <Unread count={unread} />
      </button>
      {isOpen && <RoomChat conversation={conversation} files={files} onClose={close} />}
    </>
  );
}
