import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import { OnHold } from '../../ui/call/OnHold.tsx';
import { OwnPicture } from '../../ui/call/OwnPicture.tsx';
import { People, Voices } from '../../ui/call/People.tsx';
import { isWaiting } from '../../ui/call/state-in-words.ts';
import { Icon } from '../../ui/icons/Icon.tsx';
import { PicturePlace } from '../../ui/picture/PicturePlace.tsx';
import type { PictureAround } from '../../ui/picture/picture-around.ts';

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
          <div class="own-box">
            <OwnPicture session={session} state={state} />
          </div>
        </>
      )}
      {state.held && <OnHold />}
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
