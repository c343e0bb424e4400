import { useCallback, useEffect, useRef } from 'preact/hooks';
import type { CallSession } from '../../live/call/call-session.ts';
import { RequestPlace, useOpenRequest } from '../../ui/asking/RequestPlace.tsx';
import { Controls } from '../../ui/call/Controls.tsx';
import type { Calls } from '../../ui/call/calls.ts';
import { News } from '../../ui/call/News.tsx';
import { Notices } from '../../ui/call/Notices.tsx';
import { RequestPrompt } from '../../ui/call/RequestPrompt.tsx';
import { SharingBar } from '../../ui/call/SharingBar.tsx';
import { isWaiting } from '../../ui/call/state-in-words.ts';
import { useAttached } from '../../ui/call/use-attached.ts';
import { useAwake } from '../../ui/call/use-awake.ts';
import { useTimer } from '../../ui/call/use-clock.ts';
import type { PictureAround } from '../../ui/picture/picture-around.ts';
import { ScreenshotNews } from '../../ui/picture/ScreenshotNews.tsx';
import { useScreenshot } from '../../ui/picture/use-screenshot.ts';
import { useShared } from '../../ui/picture/use-shared.ts';
import { useStore } from '../../ui/use-store.ts';
import { callWords } from '../../ui/words.ts';
import { CallBar } from './CallBar.tsx';
import { CallTop } from './CallTop.tsx';
import type { CallPlace } from './call-place.ts';
import { Stage } from './Stage.tsx';
import { WaitingCard } from './WaitingCard.tsx';

/** Somebody else who speaks in the call too. */
function MoreSound({ session, legId }: { readonly session: CallSession; readonly legId: string }) {
  const attach = useCallback(
    (element: HTMLAudioElement) => session.attachVoice(element, legId),
    [session, legId],
  );
  return <audio data-testid="remote-sound" ref={useAttached<HTMLAudioElement>(attach)} />;
}

type Placed = { readonly place: CallPlace; readonly onPlace: (place: CallPlace) => void };

/** A strip on the page has no room for a question or a picture: the call grows back. */
function useRoomToAnswer({
  calls,
  around,
  place,
  onPlace,
}: Placed & { readonly calls: Calls; readonly around: PictureAround }): void {
  const asked = useStore(calls.asked);
  const isShared = useShared(around.conversation) !== null;
  const isWanted = useOpenRequest(around) !== null;
  useEffect(() => {
    if ((asked !== null || isShared || isWanted) && place === 'strip') onPlace('full');
  }, [asked, isShared, isWanted, place, onPlace]);
}

/** A call that goes on: over the panel, or as a bar beside the chat. Its sound is never taken off the page. */
export function LiveCall({
  session,
  calls,
  around,
  place,
  onPlace,
  onClose,
  onCallback = null,
}: {
  readonly session: CallSession;
  readonly calls: Calls;
  readonly around: PictureAround;
  readonly place: CallPlace;
  readonly onPlace: (place: CallPlace) => void;
  readonly onClose: () => void;
  readonly onCallback?: (() => void) | null;
}) {
  const { conversation } = around;
  const state = useStore(session.state);
  const timer = useTimer(state.times.talkingSince);
  const section = useRef<HTMLElement>(null);
  const sound = useAttached<HTMLAudioElement>(session.attachSound);
  useAwake();
  const waits = isWaiting(state);
  const end = (): void => void calls.end(session);
  const isFull = place === 'full';
  const screenshot = useScreenshot(around, { session, state, section });
  useRoomToAnswer({ calls, around, place, onPlace });
  return (
    <section
      ref={section}
      class={`call ${place} ${session.kind === 'audio' ? 'plain' : 'pictures'}`}
      aria-label={waits ? callWords.waitingRegion : callWords.region}
      tabIndex={-1}
      data-first={isFull ? '' : undefined}
    >
      <audio data-testid="remote-sound" ref={sound} />
      {state.voices.map((legId) => (
        <MoreSound key={legId} session={session} legId={legId} />
      ))}
      {isFull && (
        <CallTop
          session={session}
          state={state}
          timer={timer}
          onChat={() => onPlace('bar')}
          onClose={onClose}
        />
      )}
      {isFull && <News state={state} conversation={conversation} calls={calls} />}
      {isFull && <Stage session={session} state={state} around={around} />}
      {isFull && waits && (
        <WaitingCard
          state={state}
          conversation={conversation}
          onCancel={end}
          onCallback={onCallback}
        />
      )}
      {isFull && (
        <>
          <ScreenshotNews screenshot={screenshot} />
          <Notices session={session} state={state} devices={calls.devices} />
          <RequestPlace around={around} />
        </>
      )}
      {place !== 'strip' && <RequestPrompt session={session} calls={calls} />}
      {state.ownPicture.source === 'screen' && <SharingBar session={session} />}
      {isFull && !waits && (
        <Controls
          session={session}
          state={state}
          devices={calls.devices}
          section={section}
          screenshot={screenshot}
          onEnd={end}
        />
      )}
      {!isFull && (
        <CallBar
          session={session}
          state={state}
          conversation={conversation}
          timer={timer}
          isAlone={place === 'strip'}
          onFull={() => onPlace('full')}
          onEnd={end}
        />
      )}
    </section>
  );
}
