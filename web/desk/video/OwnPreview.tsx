import { useEffect, useRef } from 'react';
import type { Devices } from '../../live/devices/devices.ts';
import { Icon } from '../icons/Icon.tsx';
import { useStore } from '../work/use-store.ts';
import styles from './Room.module.css';
import { videoWords } from './video-words.ts';

const W = videoWords.previewNone;

type Props = {
  readonly devices: Devices;
  /** Whoever has not come yet; null once they have. */
  readonly waitsFor: string | null;
};

/** The agent's own picture while nobody has come in yet. */
export function OwnPreview({ devices, waitsFor }: Props) {
  const video = useRef<HTMLVideoElement>(null);
  const { camera } = useStore(devices.state);

  useEffect(() => {
    const held = devices.hold('camera');
    const show = (): void => {
      const track = held.track.get();
      if (video.current !== null)
        video.current.srcObject = track === null ? null : new MediaStream([track]);
    };
    const stop = held.track.subscribe(show);
    show();
    return () => {
      stop();
      held.release();
    };
  }, [devices]);

  const isShown = camera === 'allowed';
  return (
    <div className={styles.preview}>
      <video
        ref={video}
        className={styles.picture}
        data-testid="own-picture"
        data-shown={isShown}
        aria-label={videoWords.preview}
        autoPlay
        playsInline
        muted
      />
      {isShown ? null : (
        <p className={styles.noPicture}>
          <Icon name="camera-off" size={20} />
          {camera === 'denied' || camera === 'no-device' || camera === 'in-use'
            ? W[camera]
            : W.other}
        </p>
      )}
      {waitsFor === null ? null : (
        <p className={styles.waits}>{videoWords.waitingFor(waitsFor)}…</p>
      )}
    </div>
  );
}
