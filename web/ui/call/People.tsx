import type { Leg } from '@parley/core/call/call.ts';
import { useCallback } from 'preact/hooks';
import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState, SidePicture } from '../../live/call/call-state.ts';
import { useStore } from '../use-store.ts';
import { callWords } from '../words.ts';
import { initialsOf } from './initials.ts';
import { isWaiting, otherName } from './state-in-words.ts';
import { useAttached } from './use-attached.ts';

type Shown = { readonly session: CallSession; readonly state: CallState };

/** Nobody to see: each name, in a ring that moves with the voice. */
export function Voices({ session, state }: Shown) {
  const { other, of } = useStore(session.levels);
  const people = state.talkingWith;
  // Music on hold is nobody's voice.
  if (people.length === 0) return <Voice name={otherName(state)} level={0} />;
  return (
    <div class={`voices of-${people.length}`}>
      {people.map(({ id, name }) => (
        <Voice key={id} name={name} level={people.length === 1 ? other : (of[id] ?? 0)} />
      ))}
    </div>
  );
}

function Voice({ name, level }: { readonly name: string; readonly level: number }) {
  const steps = Math.min(4, Math.ceil(level * 8));
  return (
    <div class="talking">
      <span class={`initials voice-${steps}`} aria-hidden="true">
        {initialsOf(name)}
      </span>
      <p>{name}</p>
    </div>
  );
}

/** One person fills the stage; two share it, and a shared screen takes nearly all of it. */
export function People({ session, state }: Shown) {
  const [side] = state.sidePictures;
  return (
    <div class={`people ${layoutOf(state)}`}>
      <MainPerson session={session} state={state} />
      {side !== undefined && <SidePerson key={side.leg.id} session={session} side={side} />}
    </div>
  );
}

function layoutOf({ sidePictures, remotePicture }: CallState): string {
  const [side] = sidePictures;
  if (side === undefined) return 'alone';
  if (remotePicture.source === 'screen') return 'first-large';
  return side.source === 'screen' ? 'second-large' : 'even';
}

function MainPerson({ session, state }: Shown) {
  const remote = useAttached<HTMLVideoElement>(session.attachPicture);
  const { remotePicture, sidePictures, talkingWith } = state;
  const name = talkingWith[0]?.name ?? otherName(state);
  const isShown = remotePicture.source !== 'none';
  return (
    <div class={`person ${remotePicture.source}`}>
      <video
        data-testid="remote-picture"
        data-picture="other"
        class={isShown ? 'remote' : 'remote off'}
        aria-label={callWords.remote(name)}
        ref={remote}
      />
      {!isShown && !isWaiting(state) && (
        <CameraOff testId="remote-placeholder" name={name} who={talkingWith[0]} />
      )}
      {isShown && sidePictures.length > 0 && <span class="name-tag">{name}</span>}
      {isShown && !remotePicture.playing && remotePicture.from === 'person' && (
        <p class="coming">{callWords.pictureComing}</p>
      )}
    </div>
  );
}

function SidePerson({
  session,
  side: { leg, source, playing },
}: {
  readonly session: CallSession;
  readonly side: SidePicture;
}) {
  const attach = useCallback(
    (element: HTMLVideoElement) => session.attachSidePicture(element, leg.id),
    [session, leg.id],
  );
  const isShown = source !== 'none';
  return (
    <div class={`person ${source}`}>
      <video
        data-testid="side-picture"
        class={isShown ? 'remote' : 'remote off'}
        aria-label={callWords.remote(leg.name)}
        ref={useAttached<HTMLVideoElement>(attach)}
      />
      {!isShown && <CameraOff testId="side-placeholder" name={leg.name} who={leg} />}
      {isShown && <span class="name-tag">{leg.name}</span>}
      {isShown && !playing && <p class="coming">{callWords.pictureComing}</p>}
    </div>
  );
}

function CameraOff({
  testId,
  name,
  who,
}: {
  readonly testId: string;
  readonly name: string;
  readonly who: Leg | undefined;
}) {
  return (
    <div class="talking" data-testid={testId}>
      <span class="initials" aria-hidden="true">
        {initialsOf(name)}
      </span>
      <p>{name}</p>
      {who !== undefined && <p class="waiting-soft">{callWords.cameraOff}</p>}
    </div>
  );
}
