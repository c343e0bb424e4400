import { useEffect, useRef } from 'preact/hooks';
import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import { OnHold } from '../../ui/call/OnHold.tsx';
import { OwnPicture } from '../../ui/call/OwnPicture.tsx';
import { People } from '../../ui/call/People.tsx';
import { isWaiting } from '../../ui/call/state-in-words.ts';
import { roomWords } from '../words.ts';
import { fitOf } from './fit.ts';

/** The agent large and oneself small; a tap on the small picture changes that. */
export function RoomStage({
  session,
  state,
  isSwapped,
  onSwap,
}: {
  readonly session: CallSession;
  readonly state: CallState;
  readonly isSwapped: boolean;
  readonly onSwap: () => void;
}) {
  const stage = useFitting();
  // While one waits there is nobody else to see.
  const ownIsLarge = isWaiting(state) ? state.remotePicture.source === 'none' : isSwapped;
  return (
    <div class={`stage room-stage ${ownIsLarge ? 'own-large' : 'other-large'}`} ref={stage}>
      <People session={session} state={state} />
      <div class="own-tile">
        <OwnPicture session={session} state={state} />
      </div>
      {!isWaiting(state) && (
        <button
          type="button"
          class="swap"
          aria-label={roomWords.swap}
          aria-pressed={isSwapped}
          onClick={onSwap}
        />
      )}
      {state.held && <OnHold />}
    </div>
  );
}

/** Pictures fill their place unless too much of them would be cut off, as on a phone that stands. */
function useFitting() {
  const stage = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = stage.current;
    if (place === null) return;
    const fit = (): void => {
      for (const video of place.querySelectorAll('video')) {
        const { width, height } = video.getBoundingClientRect();
        const frame = { width: video.videoWidth, height: video.videoHeight };
        // Of a screen every edge counts.
        const isScreen = video.closest('.screen') !== null;
        video.style.objectFit = isScreen ? 'contain' : fitOf(frame, { width, height });
      }
    };
    const watcher = new ResizeObserver(fit);
    watcher.observe(place);
    // It does not bubble.
    place.addEventListener('resize', fit, true);
    const looks = new MutationObserver(fit);
    looks.observe(place, { attributes: true, attributeFilter: ['class'], subtree: true });
    return () => {
      watcher.disconnect();
      looks.disconnect();
      place.removeEventListener('resize', fit, true);
    };
  }, []);
  return stage;
}
