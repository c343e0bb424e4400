import { Menu, UnstyledButton } from '@mantine/core';
import type { CommandAnswer } from '@parley/contracts/socket.ts';
import { CHANNELS, MISSED, type Presence } from '@parley/core/presence/presence.ts';
import type { Connection } from '../../live/connection.ts';
import type { Desk } from '../../live/desk.ts';
import { Icon } from '../icons/Icon.tsx';
import { words } from '../words.ts';
import { Elapsed } from '../work/Elapsed.tsx';
import { useShortcut } from '../work/shortcuts.ts';
import type { Toasts } from '../work/toasts.ts';
import styles from './StateMenu.module.css';

type Props = {
  readonly loaded: boolean;
  /** Null for an agent who has never worked: offline. */
  readonly presence: Presence | null;
  readonly desk: Desk;
  readonly connection: Connection;
  readonly toasts: Toasts;
};

/** The agent's own state: word, reason and how long, with all that changes it. */
export function StateMenu({ loaded, presence, desk, connection, toasts }: Props) {
  const wish = presence?.wish ?? null;
  const state = wish?.state ?? (loaded ? 'offline' : 'unknown');
  const reason = reasonOf(presence);

  function ask(asked: Promise<CommandAnswer>): void {
    void asked.then((answer) => {
      if (!answer.ok) toasts.show({ icon: 'warning', tone: 'stop', text: words.state.refused });
    });
  }

  useShortcut('ready', () =>
    ask(wish?.state === 'ready' ? desk.pause(words.state.reasons[0]) : desk.goReady()),
  );

  return (
    <Menu position="bottom-end" width={264}>
      <Menu.Target>
        <UnstyledButton className={styles.state} data-state={state}>
          <span className={styles.dot} aria-hidden="true" />
          <span className={styles.word}>
            {words.state[state]}
            {reason === null ? null : <span className={styles.reason}> {reason}</span>}
          </span>
          <span className={styles.timer} aria-hidden="true">
            {wish === null ? null : <Elapsed since={connection.localTime(wish.since)} />}
          </span>
          <Icon name="chevron" size={14} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown aria-label={words.state.menu}>
        <Menu.Item leftSection={<Dot state="ready" />} onClick={() => ask(desk.goReady())}>
          {words.state.ready}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{words.state.pauseFor}</Menu.Label>
        {words.state.reasons.map((one) => (
          <Menu.Item
            key={one}
            leftSection={<Dot state="paused" />}
            onClick={() => ask(desk.pause(one))}
          >
            {one}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{words.state.channels}</Menu.Label>
        {CHANNELS.map((channel) => (
          <Menu.CheckboxItem
            key={channel}
            checked={presence?.channels[channel] ?? true}
            onChange={(on) => ask(desk.switchChannel(channel, on))}
          >
            {words.state.channel[channel]}
          </Menu.CheckboxItem>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<Dot state="offline" />} onClick={() => ask(desk.goOffline())}>
          {words.state.goOffline}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Dot({ state }: { readonly state: 'ready' | 'paused' | 'offline' }) {
  return <span className={styles.dot} data-state={state} aria-hidden="true" />;
}

function reasonOf(presence: Presence | null): string | null {
  if (presence?.wish.state !== 'paused') return null;
  const { reason } = presence.wish;
  return reason === MISSED ? words.state.missed : reason;
}
