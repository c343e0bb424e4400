import { Button } from '@mantine/core';
import { useState } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { playTestTone } from '../work/tones.ts';
import styles from './Settings.module.css';

type Props = { readonly label: string; readonly speaker: () => string };

/** Plays a few notes where the choice above says. */
export function TestTone({ label, speaker }: Props) {
  const [plays, setPlays] = useState(false);

  async function play(): Promise<void> {
    if (plays) return;
    setPlays(true);
    await playTestTone(speaker());
    setPlays(false);
  }

  return (
    <Button
      className={styles.fit}
      variant="outline"
      color="plain"
      size="xs"
      leftSection={<Icon name="sound" size={15} />}
      aria-disabled={plays}
      data-plays={plays}
      onClick={() => void play()}
    >
      {label}
    </Button>
  );
}
