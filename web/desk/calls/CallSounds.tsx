import type { CallSession } from '../../live/call/call-session.ts';
import type { Store } from '../../live/store.ts';
import { useStore } from '../work/use-store.ts';
import type { Sessions } from './sessions.ts';
import { useAttached } from './use-attached.ts';

/** What is heard stays in the page for the whole call, whatever conversation is on screen. */
export function CallSounds({ sessions }: { readonly sessions: Store<Sessions> }) {
  const all = useStore(sessions);
  return [...all].map(([callId, session]) => <CallSound key={callId} session={session} />);
}

function CallSound({ session }: { readonly session: CallSession }) {
  const { stage } = useStore(session.state);
  const ref = useAttached(session.attachSound);
  if (stage === 'idle' || stage === 'armed' || stage === 'ended') return null;
  return <audio data-testid="remote-sound" ref={ref} />;
}
