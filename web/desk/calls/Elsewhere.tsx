import { Button } from '@mantine/core';
import { useState } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { words } from '../words.ts';
import styles from './CallArea.module.css';

/** The call's sound and picture are in another tab of the same agent. */
export function Elsewhere({ onMove }: { readonly onMove: () => Promise<void> | void }) {
  const [moving, setMoving] = useState(false);
  async function move(): Promise<void> {
    setMoving(true);
    await onMove();
    setMoving(false);
  }
  return (
    <div className={styles.elsewhere}>
      <Icon name="move" size={26} />
      <div>
        <p className={styles.elsewhereTitle} role="status" aria-label={words.call.state}>
          {moving ? words.call.moving : words.call.elsewhere}
        </p>
        <p className={styles.elsewhereHelp}>{words.call.elsewhereHelp}</p>
      </div>
      <Button color="accent" loading={moving} onClick={() => void move()}>
        {words.call.moveHere}
      </Button>
    </div>
  );
}
