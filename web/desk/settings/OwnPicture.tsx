import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { Devices } from '../../live/devices/devices.ts';
import { Icon } from '../icons/Icon.tsx';
import { words } from '../words.ts';
import styles from './Settings.module.css';

const W = words.settings.audio;

/** One's own picture as in a mirror, only when asked for: a camera's light is not switched on by looking around. */
export function OwnPicture({ devices }: { readonly devices: Devices }) {
  const [isShown, setIsShown] = useState(false);
  return (
    <>
      {isShown ? <Mirror devices={devices} /> : null}
      <Button
        className={styles.fit}
        variant="outline"
        color="plain"
        size="xs"
        leftSection={<Icon name={isShown ? 'camera-off' : 'camera'} size={15} />}
        onClick={() => setIsShown((shown) => !shown)}
      >
        {isShown ? W.hidePicture : W.showPicture}
      </Button>
    </>
  );
}

function Mirror({ devices }: { readonly devices: Devices }) {
  const ref = useRef<HTMLVideoElement>(null);

  useEffect(() => {
    const video = ref.current;
    if (video === null) return;
    const held = devices.hold('camera');
    const show = (): void => {
      const track = held.track.get();
      video.srcObject = track === null ? null : new MediaStream([track]);
    };
    const stop = held.track.subscribe(show);
    show();
    return () => {
      stop();
      video.srcObject = null;
      held.release();
    };
  }, [devices]);

  return (
    <video
      ref={ref}
      className={styles.mirror}
      aria-label={W.ownPicture}
      autoPlay
      muted
      playsInline
    />
  );
}
