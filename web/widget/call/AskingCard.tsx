import type { CallKind } from '@parley/core/call/call.ts';
import type { Devices } from '../../live/devices/devices.ts';
import { useStore } from '../../ui/use-store.ts';
import { callWords } from '../../ui/words.ts';
import { Card } from './Card.tsx';

const { asking } = callWords;

/** Beside the browser's own question: what it asks for and why, one device after the other (E6). */
export function AskingCard({
  kind,
  devices,
  onClose,
}: {
  readonly kind: CallKind;
  readonly devices: Devices;
  readonly onClose: () => void;
}) {
  const { microphone, camera } = useStore(devices.state);
  if (microphone === 'asking') {
    return (
      <Card
        icon="microphone"
        title={asking.microphone}
        help={asking.microphoneHelp}
        onClose={onClose}
      />
    );
  }
  if (camera === 'asking') {
    return <Card icon="video" title={asking.camera} help={asking.cameraHelp} onClose={onClose} />;
  }
  if (kind === 'screen') {
    return <Card icon="screen" title={asking.screen} help={asking.screenHelp} onClose={onClose} />;
  }
  return <Card icon={kind} title={callWords.preparing} onClose={onClose} />;
}
