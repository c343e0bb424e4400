import { useCallback } from 'preact/hooks';
import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState, SidePicture } from '../../live/call/call-state.ts';
import { useStore } from '../frame/use-store.ts';
import { Icon } from '../icons/Icon.tsx';
import { callWords } from '../words.ts';
import { initialsOf } from './initials.ts';
import { isWaiting, otherName } from './state-in-words.ts';
import { useAttached } from './use-attached.ts';

/** The other side large, oneself small; with a camera off the box stays, with the name in it (M2, M4). */
export function Stage({
  session,
  state,
}: {
  readonly session: CallSession;
  readonly state: CallState;
}) {
  return (
    <div class={`stage ${state.remotePicture.source}`}>
      {session.kind === 'audio' ? (
        <Voices session={session} state={state} />
      ) : (
        <Pictures session={session} state={state} />
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
    </div>
  );
}

/** Nobody to see: the name, and a ring that moves with the voice. */
function Voices({ session, state }: { readonly session: CallSession; readonly state: CallState }) {
  const { other } = useStore(session.levels);
  if (isWaiting(state)) {
    return (
      <div class="talking">
        <span class="initials calling">
          <Icon name="audio" size={44} />
        </span>
      </div>
    );
  }
  const names = state.talkingWith.map((leg) => leg.name).join(' · ');
  const name = names === '' ? otherName(state) : names;
  // Music on hold is nobody's voice.
  const steps = state.held ? 0 : Math.min(4, Math.ceil(other * 8));
  return (
    <div class="talking">
      <span class={`initials voice-${steps}`} aria-hidden="true">
        {initialsOf(otherName(state))}
      </span>
      <p>{name}</p>
    </div>
  );
}

function Pictures({
  session,
  state,
}: {
  readonly session: CallSession;
  readonly state: CallState;
}) {
  const remote = useAttached<HTMLVideoElement>(session.attachPicture);
  const { remotePicture } = state;
  const name = otherName(state);
  const isShown = remotePicture.source !== 'none';
  return (
    <>
      <video
        data-testid="remote-picture"
        class={isShown ? 'remote' : 'remote off'}
        aria-label={callWords.remote(name)}
        ref={remote}
      />
      {!isShown && !isWaiting(state) && (
        <div class="talking" data-testid="remote-placeholder">
          <span class="initials" aria-hidden="true">
            {initialsOf(name)}
          </span>
          <p>{name}</p>
          <p class="waiting-soft">{callWords.cameraOff}</p>
        </div>
      )}
      {isShown && !remotePicture.playing && remotePicture.from === 'person' && (
        <p class="coming">{callWords.pictureComing}</p>
      )}
      {state.sidePictures.map((side) => (
        <SideBox key={side.leg.id} session={session} side={side} />
      ))}
      <OwnPicture session={session} state={state} />
    </>
  );
}

/** Whoever talks beside the one shown large; without a camera, the name. */
function SideBox({
  session,
  side: { leg, source },
}: {
  readonly session: CallSession;
  readonly side: SidePicture;
}) {
  const attach = useCallback(
    (element: HTMLVideoElement) => session.attachSidePicture(element, leg.id),
    [session, leg.id],
  );
  return (
    <div class="own-box side-box">
      <video
        data-testid="side-picture"
        class={source === 'none' ? 'off' : source}
        aria-label={callWords.remote(leg.name)}
        ref={useAttached<HTMLVideoElement>(attach)}
      />
      <div class={source === 'none' ? 'own-off' : 'side-name'}>
        <span>{leg.name}</span>
      </div>
    </div>
  );
}

function OwnPicture({
  session,
  state,
}: {
  readonly session: CallSession;
  readonly state: CallState;
}) {
  const own = useAttached<HTMLVideoElement>(session.attachOwnPicture);
  const { source, mirrored } = state.ownPicture;
  return (
    <div class="own-box">
      <video
        data-testid="own-picture"
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
