import { Button, Tooltip } from '@mantine/core';
import type { CommandAnswer } from '@parley/contracts/socket.ts';
import type { Presence } from '@parley/core/presence/presence.ts';
import { useState } from 'react';
import type { Desk } from '../../live/desk.ts';
import type { Devices } from '../../live/devices/devices.ts';
import { Icon } from '../icons/Icon.tsx';
import { words } from '../words.ts';
import type { Ring } from '../work/ring.ts';
import type { Toasts } from '../work/toasts.ts';
import { useStore } from '../work/use-store.ts';
import styles from './ShiftButton.module.css';

type Props = {
  readonly presence: Presence | null;
  readonly desk: Desk;
  readonly devices: Devices;
  readonly ring: Ring;
  readonly toasts: Toasts;
};

/** Whether this page still needs the click that lets it ring. */
export function needsStart(presence: Presence | null, unlocked: boolean): boolean {
  return presence === null || presence.wish.state === 'offline' || !unlocked;
}

/** The one click that begins a shift in this page, ready or paused as the agent has set it (Q7), or ends a pause. */
export function ShiftButton({ presence, desk, devices, ring, toasts }: Props) {
  const unlocked = useStore(ring.unlocked);
  const [starting, setStarting] = useState(false);

  async function ask(asked: Promise<CommandAnswer>): Promise<void> {
    const answer = await asked;
    if (!answer.ok) toasts.show({ icon: 'warning', tone: 'stop', text: words.state.refused });
  }

  async function start(): Promise<void> {
    setStarting(true);
    await ring.unlock();
    await ask(desk.startShift());
    // Asked last and apart: without an answer to the browser's question chats still arrive.
    if (devices.state.get().microphone !== 'allowed') await devices.ask('microphone');
    setStarting(false);
  }

  if (needsStart(presence, unlocked)) {
    return (
      <Tooltip label={words.frame.startShiftHelp} multiline maw={260}>
        <Button
          color="go"
          size="sm"
          leftSection={<Icon name="sound" size={16} />}
          loading={starting && (presence === null || presence.wish.state === 'offline')}
          onClick={() => void start()}
        >
          {words.frame.startShift}
        </Button>
      </Tooltip>
    );
  }
  if (presence?.wish.state !== 'paused') return null;
  return (
    <Button
      className={styles.button}
      color="go"
      size="sm"
      leftSection={<Icon name="resume" size={14} />}
      onClick={() => void ask(desk.goReady())}
    >
      <span className={styles.word}>{words.frame.goReady}</span>
    </Button>
  );
}
