import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import { Icon } from '../icons/Icon.tsx';
import { callWords } from '../words.ts';
import { useAttached } from './use-attached.ts';

/** What one sends oneself, as in a mirror; with the camera off its place says whose it is. */
export function OwnPicture({
  session,
  state,
}: {
  readonly session: CallSession;
  readonly state: CallState;
}) {
  const own = useAttached<HTMLVideoElement>(session.attachOwnPicture);
  const { source, mirrored } = state.ownPicture;
  return (
    <>
      <video
        data-testid="own-picture"
        data-picture="own"
        class={`${source === 'none' ? 'off' : source} ${mirrored ? 'mirrored' : ''}`}
        aria-label={callWords.own}
        ref={own}
      />
      {source === 'none' && (
        <div class="own-off" data-testid="own-placeholder">
          <Icon name="video-off" size={20} />
          <span>{callWords.you}</span>
        </div>
      )}
    </>
  );
}
