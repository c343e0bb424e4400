import { useCallback, useState } from 'react';
import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState, SidePicture } from '../../live/call/call-state.ts';
import { Face } from '../Face.tsx';
import type { Workplace } from '../frame/workplace.ts';
import { Icon } from '../icons/Icon.tsx';
import { SharedPicture } from '../picture/SharedPicture.tsx';
import { type CallVideos, TakeTools } from '../picture/TakeTools.tsx';
import { words } from '../words.ts';
import { useStore } from '../work/use-store.ts';
import styles from './Pictures.module.css';
import { heldInWords, shownLarge } from './state-in-words.ts';
import { useAttached } from './use-attached.ts';

type Props = {
  readonly session: CallSession;
  readonly state: CallState;
  readonly videos: CallVideos;
};

type AllProps = Omit<Props, 'videos'> & {
  readonly workplace: Workplace;
  readonly conversationId: string;
};

/** The customer's picture large, a colleague's and one's own small; a box stays where a camera is off (M2, M4, X7). */
export function Pictures({ workplace, conversationId, session, state }: AllProps) {
  const [videos] = useState<CallVideos>(() => ({ theirs: null, own: null }));
  const conversation = workplace.desk.conversation(conversationId);
  const { picture } = useStore(conversation.state).view;
  return (
    <div className={styles.pictures}>
      <RemotePicture session={session} state={state} videos={videos} />
      {state.held ? <HeldCard state={state} /> : null}
      <div className={styles.small}>
        {state.sidePictures.map((side) => (
          <SideBox key={side.leg.id} session={session} side={side} />
        ))}
        <OwnPicture session={session} state={state} videos={videos} />
      </div>
      {picture === null ? (
        <TakeTools
          workplace={workplace}
          conversationId={conversationId}
          session={session}
          state={state}
          videos={videos}
        />
      ) : (
        <div className={styles.frozen}>
          <SharedPicture workplace={workplace} conversation={conversation} picture={picture} />
        </div>
      )}
    </div>
  );
}

type SideProps = { readonly session: CallSession; readonly side: SidePicture };

/** Whoever talks beside the one shown large. */
function SideBox({ session, side: { leg, source, playing } }: SideProps) {
  const attach = useCallback(
    (element: HTMLVideoElement) => session.attachSidePicture(element, leg.id),
    [session, leg.id],
  );
  const isShown = source !== 'none' && playing;
  return (
    <div className={styles.own}>
      <video
        className={styles.video}
        data-testid="side-picture"
        data-shown={isShown}
        aria-label={words.call.remotePicture(leg.name)}
        playsInline
        muted
        ref={useAttached(attach)}
      />
      {isShown ? null : (
        <div className={styles.placeholder} data-testid="side-placeholder">
          <Face name={leg.name} seed={leg.personId} size={34} />
          <p className={styles.placeholderWhy}>
            {source === 'none' ? words.call.cameraOff : words.call.noFrameYet}
          </p>
        </div>
      )}
      <p className={styles.tag}>
        {leg.microphone === 'muted' ? <Icon name="microphone-off" size={13} /> : null}
        {leg.name}
      </p>
    </div>
  );
}

function RemotePicture({ session, state, videos }: Props) {
  const attach = useCallback(
    (element: HTMLVideoElement) => {
      videos.theirs = element;
      return session.attachPicture(element);
    },
    [session, videos],
  );
  const ref = useAttached(attach);
  const { source, playing } = state.remotePicture;
  const customer = shownLarge(state);
  const name = customer?.name ?? '';
  const isShown = source !== 'none' && playing && !state.held;
  return (
    <div className={styles.remote}>
      {/* Kept in place all through the call: a picture that comes back starts at once. */}
      <video
        className={styles.video}
        data-testid="remote-picture"
        data-shown={isShown}
        aria-label={words.call.remotePicture(name)}
        playsInline
        muted
        ref={ref}
      />
      {isShown ? null : (
        <div className={styles.placeholder} data-testid="remote-placeholder">
          <Face name={name} seed={state.call?.conversationId ?? ''} size={84} />
          <p className={styles.placeholderName}>{name}</p>
          <p className={styles.placeholderWhy}>
            {source === 'none' ? words.call.cameraOff : words.call.noFrameYet}
          </p>
        </div>
      )}
      {isShown && customer !== undefined ? (
        <p className={styles.tag}>
          {customer.microphone === 'muted' ? <Icon name="microphone-off" size={14} /> : null}
          {name}
        </p>
      ) : null}
    </div>
  );
}

function OwnPicture({ session, state, videos }: Props) {
  const attach = useCallback(
    (element: HTMLVideoElement) => {
      videos.own = element;
      return session.attachOwnPicture(element);
    },
    [session, videos],
  );
  const ref = useAttached(attach);
  const { source, mirrored, opening } = state.ownPicture;
  const isShown = source !== 'none';
  return (
    <div className={styles.own}>
      <video
        className={styles.video}
        data-testid="own-picture"
        data-shown={isShown}
        data-mirrored={mirrored}
        aria-label={words.call.ownPicture}
        playsInline
        muted
        ref={ref}
      />
      {isShown ? null : (
        <div className={styles.placeholder} data-testid="own-placeholder">
          <Icon name="camera-off" size={20} />
          <p className={styles.placeholderWhy}>
            {opening ? words.call.opening : words.call.cameraOff}
          </p>
        </div>
      )}
      <p className={styles.tag}>
        {state.microphone.muted ? <Icon name="microphone-off" size={13} /> : null}
        {source === 'screen' ? words.call.ownScreen : words.call.you}
      </p>
    </div>
  );
}

function HeldCard({ state }: { readonly state: CallState }) {
  return (
    <div className={styles.heldCard}>
      <Icon name="hold" size={30} />
      <p className={styles.placeholderName}>{words.call.heldCard}</p>
      <p className={styles.placeholderWhy}>{heldInWords(state)}</p>
    </div>
  );
}
