import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import type { Workplace } from '../frame/workplace.ts';
import { useStore } from '../work/use-store.ts';
import { BesideBar } from './BesideBar.tsx';
import styles from './CallStage.module.css';
import { Controls } from './Controls.tsx';
import { Elsewhere } from './Elsewhere.tsx';
import { FloatingCall } from './FloatingCall.tsx';
import { Pictures } from './Pictures.tsx';
import { StageHead } from './StageHead.tsx';
import { StageNotes } from './StageNotes.tsx';
import { useEnlarged } from './use-enlarged.ts';
import { useFloating } from './use-floating.ts';
import { Voices } from './Voices.tsx';

type Props = {
  readonly workplace: Workplace;
  readonly session: CallSession;
  readonly onOpenDevices: () => void;
};

/** The running call: the customer large, colleague and own picture small, every control in words. */
export function CallStage({ workplace, session, onOpenDevices }: Props) {
  const state = useStore(session.state);
  const enlarged = useEnlarged();
  const floating = useFloating();
  const { call } = state;
  if (call === null || state.stage === 'ended') return null;
  if (state.stage === 'elsewhere') return <Elsewhere onMove={() => session.join({ take: true })} />;
  const withPicture = call.kind !== 'audio';
  return (
    <div
      className={styles.stage}
      data-kind={withPicture ? 'picture' : 'audio'}
      data-large={withPicture && enlarged.is}
      data-beside={call.beside.name !== 'none'}
    >
      <StageHead session={session} state={state} />
      <Middle
        workplace={workplace}
        conversationId={call.conversationId}
        session={session}
        state={state}
        withPicture={withPicture}
      />
      <StageNotes workplace={workplace} session={session} state={state} withPicture={withPicture} />
      <BesideBar workplace={workplace} session={session} call={call} />
      <Controls
        workplace={workplace}
        session={session}
        state={state}
        enlarged={withPicture ? enlarged : null}
        onOpenDevices={onOpenDevices}
        onPopOut={floating.open}
      />
      {floating.window === null ? null : (
        <FloatingCall session={session} state={state} into={floating.window} />
      )}
    </div>
  );
}

type MiddleProps = {
  readonly workplace: Workplace;
  readonly conversationId: string;
  readonly session: CallSession;
  readonly state: CallState;
  readonly withPicture: boolean;
};

function Middle({ withPicture, ...shown }: MiddleProps) {
  const { session, state } = shown;
  return withPicture ? <Pictures {...shown} /> : <Voices session={session} state={state} />;
}
