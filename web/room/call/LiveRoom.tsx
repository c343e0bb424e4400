import '../../ui/call/call.css';
import '../../ui/call/stage.css';
import './room-call.css';
import { useCallback, useRef, useState } from 'preact/hooks';
import type { CallSession } from '../../live/call/call-session.ts';
import { RequestPlace } from '../../ui/asking/RequestPlace.tsx';
import { News } from '../../ui/call/News.tsx';
import { Notices } from '../../ui/call/Notices.tsx';
import { RequestPrompt } from '../../ui/call/RequestPrompt.tsx';
import { SharingBar } from '../../ui/call/SharingBar.tsx';
import { isWaiting } from '../../ui/call/state-in-words.ts';
import { useAttached } from '../../ui/call/use-attached.ts';
import { useAwake } from '../../ui/call/use-awake.ts';
import { PicturePlace } from '../../ui/picture/PicturePlace.tsx';
import { ScreenshotNews } from '../../ui/picture/ScreenshotNews.tsx';
import { useScreenshot } from '../../ui/picture/use-screenshot.ts';
import { useStore } from '../../ui/use-store.ts';
import { callWords } from '../../ui/words.ts';
import { RoomChat } from '../chat/RoomChat.tsx';
import { useReading } from '../chat/use-reading.ts';
import { roomWords } from '../words.ts';
import { Interrupted } from './Interrupted.tsx';
import type { OpenRoom } from './open-room.ts';
import { RoomControls } from './RoomControls.tsx';
import { RoomStage } from './RoomStage.tsx';
import { RoomTop } from './RoomTop.tsx';
import { useInterruption } from './use-interruption.ts';
import { WaitingForAgent } from './WaitingForAgent.tsx';

/** The call over the whole page; its sound is never taken off it. */
export function LiveRoom({
  room,
  session,
}: {
  readonly room: OpenRoom;
  readonly session: CallSession;
}) {
  const { calls, conversation, connection, files } = room;
  const { devices } = calls;
  const state = useStore(session.state);
  const line = useStore(connection.state);
  const [isChatOpen, setChatOpen] = useState(false);
  const [isSwapped, setSwapped] = useState(false);
  const chatButton = useRef<HTMLButtonElement>(null);
  const section = useRef<HTMLElement>(null);
  const sound = useAttached<HTMLAudioElement>(session.attachSound);
  const { isInterrupted, goOn } = useInterruption({ session, state, devices, connection });
  useAwake();
  useReading(conversation, isChatOpen);
  const closeChat = useCallback(() => {
    setChatOpen(false);
    chatButton.current?.focus();
  }, []);
  const waits = isWaiting(state);
  const call = { session, state, section, ownIsLarge: isSwapped };
  const screenshot = useScreenshot(room, call);
  const end = (): void => void calls.end(session);
  return (
    <section
      class={`call room-call ${waits ? 'waits' : ''} ${isChatOpen ? 'with-chat' : ''}`}
      aria-label={callWords.region}
      ref={section}
    >
      <audio data-testid="remote-sound" ref={sound} />
      {state.voices.map((legId) => (
        <MoreSound key={legId} session={session} legId={legId} />
      ))}
      <RoomStage
        session={session}
        state={state}
        isSwapped={isSwapped}
        onSwap={() => setSwapped(!isSwapped)}
      />
      <div class="room-picture">
        <PicturePlace around={room} />
      </div>
      <RoomTop state={state} isOffline={line.state === 'offline'} />
      <News state={state} conversation={conversation} calls={calls} />
      <div class="room-below">
        {waits && <WaitingForAgent room={room} state={state} />}
        <RequestPrompt session={session} calls={calls} />
        <RequestPlace around={room} />
        <ScreenshotNews screenshot={screenshot} />
        {!isInterrupted && <Notices session={session} state={state} devices={devices} />}
        {state.ownPicture.source === 'screen' && <SharingBar session={session} />}
        <RoomControls
          session={session}
          state={state}
          devices={devices}
          chat={{ room, isOpen: isChatOpen, button: chatButton, toggle: setChatOpen }}
          section={section}
          screenshot={screenshot}
          end={{ label: waits ? roomWords.leave : callWords.end, press: end }}
        />
      </div>
      {isChatOpen && <RoomChat conversation={conversation} files={files} onClose={closeChat} />}
      {isInterrupted && <Interrupted onGoOn={goOn} />}
    </section>
  );
}

/** Somebody else who speaks in the call too. */
function MoreSound({ session, legId }: { readonly session: CallSession; readonly legId: string }) {
  const attach = useCallback(
    (element: HTMLAudioElement) => session.attachVoice(element, legId),
    [session, legId],
  );
  return <audio data-testid="remote-sound" ref={useAttached<HTMLAudioElement>(attach)} />;
}
