import type { Call } from '@parley/core/call/call.ts';
import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import type { Devices } from '../../live/devices/devices.ts';
import { useStore } from '../work/use-store.ts';
import styles from './CallStage.module.css';
import { Controls } from './Controls.tsx';
import { Elsewhere } from './Elsewhere.tsx';
import { Pictures } from './Pictures.tsx';
import { StageHead } from './StageHead.tsx';
import { StageNotes } from './StageNotes.tsx';
import { useEnlarged } from './use-enlarged.ts';
import { Voices } from './Voices.tsx';

type Props = {
  readonly session: CallSession;
  readonly devices: Devices;
  readonly onOpenDevices: () => void;
};

/** The running call: the customer large, the own picture small, every control in words. */
export function CallStage({ session, devices, onOpenDevices }: Props) {
  const state = useStore(session.state);
  const enlarged = useEnlarged();
  const { call } = state;
  if (call === null || state.stage === 'ended') return null;
  if (state.stage === 'elsewhere') return <Elsewhere onMove={() => session.join({ take: true })} />;
  const withPicture = call.kind !== 'audio';
  return (
    <div
      className={styles.stage}
      data-kind={withPicture ? 'picture' : 'audio'}
      data-large={withPicture && enlarged.is}
    >
      <StageHead session={session} state={state} />
      <Middle call={call} session={session} state={state} />
      <StageNotes session={session} state={state} withPicture={withPicture} />
      <Controls
        session={session}
        state={state}
        devices={devices}
        enlarged={withPicture ? enlarged : null}
        onOpenDevices={onOpenDevices}
      />
    </div>
  );
}

type MiddleProps = {
  readonly call: Call;
  readonly session: CallSession;
  readonly state: CallState;
};

function Middle({ call, session, state }: MiddleProps) {
  if (call.kind === 'audio') return <Voices session={session} state={state} />;
  return <Pictures session={session} state={state} />;
}
