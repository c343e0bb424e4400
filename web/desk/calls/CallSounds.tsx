import { useCallback } from 'react';
import type { CallSession } from '../../live/call/call-session.ts';
import type { Store } from '../../live/store.ts';
import { useStore } from '../work/use-store.ts';
import type { Sessions } from './sessions.ts';
import { useAttached } from './use-attached.ts';

type Props = { readonly sessions: Store<Sessions>; readonly speakerOn: Store<boolean> };

/** What is heard stays in the page for the whole call, whatever conversation is on screen. */
export function CallSounds({ sessions, speakerOn }: Props) {
  const all = useStore(sessions);
  const isSilent = !useStore(speakerOn);
  return [...all].map(([callId, session]) => (
    <CallSound key={callId} session={session} isSilent={isSilent} />
  ));
}

type SoundProps = { readonly session: CallSession; readonly isSilent: boolean };

function CallSound({ session, isSilent }: SoundProps) {
  const { stage, voices } = useStore(session.state);
  const ref = useAttached(session.attachSound);
  if (stage === 'idle' || stage === 'armed' || stage === 'ended') return null;
  return (
    <>
      <audio data-testid="remote-sound" ref={ref} muted={isSilent} />
      {voices.map((legId) => (
        <Voice key={legId} session={session} isSilent={isSilent} legId={legId} />
      ))}
    </>
  );
}

/** Somebody else who speaks in the call too. */
function Voice({ session, isSilent, legId }: SoundProps & { readonly legId: string }) {
  const attach = useCallback(
    (element: HTMLAudioElement) => session.attachVoice(element, legId),
    [session, legId],
  );
  return <audio data-testid="remote-sound" ref={useAttached(attach)} muted={isSilent} />;
}
