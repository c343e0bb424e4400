import type { Connection, MediaState } from '../../live/connection.ts';
import type { Devices } from '../../live/devices/devices.ts';
import { Icon } from '../icons/Icon.tsx';
import { words } from '../words.ts';
import type { Ring } from '../work/ring.ts';
import { useStore } from '../work/use-store.ts';
import styles from './TopBar.module.css';

type Props = {
  readonly connection: Connection;
  readonly devices: Devices;
  readonly ring: Ring;
  readonly isReady: boolean;
};

/** The one thing that keeps work from reaching this agent, in words; nothing when all is well. */
export function WorkHint({ connection, devices, ring, isReady }: Props) {
  const media = useStore(connection.mediaState);
  const { microphone } = useStore(devices.state);
  const unlocked = useStore(ring.unlocked);
  const text = hintOf({ media, microphone, silent: isReady && !unlocked });
  return (
    <div className={styles.hintPlace} role="status">
      {text === null ? null : (
        <p className={styles.hint} title={text}>
          <Icon name="warning" size={15} />
          <span>{text}</span>
        </p>
      )}
    </div>
  );
}

/** A step has a code; what is none is already a sentence of the media node's. */
function stepInWords(step: string | null): string | null {
  const steps: Readonly<Record<string, string>> = words.media.steps;
  return step === null ? null : (steps[step] ?? step);
}

type Facts = {
  readonly media: MediaState | null;
  readonly microphone: string;
  readonly silent: boolean;
};

function hintOf({ media, microphone, silent }: Facts): string | null {
  if (silent) return words.state.ringLocked;
  if (microphone === 'denied' || microphone === 'no-device')
    return words.state.microphone[microphone];
  if (media === null || media.state === 'ready') return null;
  if (media.state === 'absent') return words.media.absent;
  const percent = media.fraction === null ? null : Math.floor(media.fraction * 100);
  return words.media.preparing(percent, stepInWords(media.step));
}
