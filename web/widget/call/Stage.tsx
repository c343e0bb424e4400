import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import { People, Voices } from '../../ui/call/People.tsx';
import { isWaiting } from '../../ui/call/state-in-words.ts';
import { useAttached } from '../../ui/call/use-attached.ts';
import { Icon } from '../../ui/icons/Icon.tsx';
import { PicturePlace } from '../../ui/picture/PicturePlace.tsx';
import type { PictureAround } from '../../ui/picture/picture-around.ts';
import { callWords } from '../../ui/words.ts';

type Shown = { readonly session: CallSession; readonly state: CallState };

/** The others large, oneself small; with a camera off the box stays, with the name in it (M2, M4). */
export function Stage({ session, state, around }: Shown & { readonly around: PictureAround }) {
  return (
    <div class="stage">
      {session.kind === 'audio' ? (
        <Sounds session={session} state={state} />
      ) : (
        <>
          <People session={session} state={state} />
          <OwnPicture session={session} state={state} />
        </>
      )}
      {state.held && (
        <section class="held" aria-label={callWords.holdRegion}>
          <h2>
            <Icon name="hold" size={20} />
            {callWords.held.title}
          </h2>
          <p>{callWords.held.help}</p>
        </section>
      )}
      <PicturePlace around={around} />
    </div>
  );
}

function Sounds({ session, state }: Shown) {
  if (!isWaiting(state)) return <Voices session={session} state={state} />;
  return (
    <div class="talking">
      <span class="initials calling">
        <Icon name="audio" size={44} />
      </span>
    </div>
  );
}

function OwnPicture({ session, state }: Shown) {
  const own = useAttached<HTMLVideoElement>(session.attachOwnPicture);
  const { source, mirrored } = state.ownPicture;
  return (
    <div class="own-box">
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
    </div>
  );
}
