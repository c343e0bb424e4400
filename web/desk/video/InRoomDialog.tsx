import { Button } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../frame/Dialog.tsx';
import styles from './InRoomDialog.module.css';
import { videoWords } from './video-words.ts';

type Props = {
  readonly why: string;
  /** Leaves the room and does again what was refused. */
  readonly onDisconnect: () => Promise<void>;
  readonly onStay: () => void;
};

const W = videoWords.leaveFirst;

/** Completing and wrapping up wait for the room to be left (B11). */
export function InRoomDialog({ why, onDisconnect, onStay }: Props) {
  const [isAsking, setIsAsking] = useState(false);
  async function disconnect(): Promise<void> {
    setIsAsking(true);
    await onDisconnect();
    setIsAsking(false);
  }
  return (
    <Dialog title={W.title} onClose={onStay}>
      <p>{why}</p>
      <div className={styles.choices}>
        <Button variant="outline" color="plain" onClick={onStay}>
          {W.stay}
        </Button>
        <Button color="stop" loading={isAsking} onClick={() => void disconnect()}>
          {W.disconnect}
        </Button>
      </div>
    </Dialog>
  );
}
