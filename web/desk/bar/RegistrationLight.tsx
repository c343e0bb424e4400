import { Tooltip, UnstyledButton } from '@mantine/core';
import type { Workplace } from '../frame/workplace.ts';
import { useStore } from '../work/use-store.ts';
import { barWords } from './bar-words.ts';
import styles from './CallBar.module.css';
import { registrationOf } from './registration.ts';

/** Green: calls ring in this page. Red: they do not, and why (B3). */
export function RegistrationLight({ workplace }: { readonly workplace: Workplace }) {
  const { connection, desk, devices, mediaPath, ring } = workplace;
  const { presence } = useStore(desk.state).view;
  const { state } = useStore(connection.state);
  const { microphone } = useStore(devices.state);
  const canRing = useStore(ring.unlocked);
  const media = useStore(mediaPath.proof);
  const page = { isOnline: state !== 'offline', canRing, microphone, media };
  const { isOn, reasons } = registrationOf(presence, page);
  const { on, off, onHelp } = barWords.light;
  const why = isOn ? onHelp : reasons.join(' ');
  return (
    <Tooltip label={why} multiline maw={300} events={{ hover: true, focus: true, touch: true }}>
      <UnstyledButton
        className={styles.light}
        data-on={isOn}
        aria-label={isOn ? on : off}
        aria-description={why}
        onClick={() => connection.check()}
      >
        <span className={styles.dot} aria-hidden="true" />
        <span role="status">{isOn ? on : off}</span>
      </UnstyledButton>
    </Tooltip>
  );
}
