import { Menu, UnstyledButton } from '@mantine/core';
import type { CommandAnswer } from '@parley/contracts/socket.ts';
import type { Presence } from '@parley/core/presence/presence.ts';
import { Icon } from '../icons/Icon.tsx';
import { durationInWords } from '../time-in-words.ts';
import { words } from '../words.ts';
import { useNow } from '../work/clock.ts';
import { Elapsed } from '../work/Elapsed.tsx';
import { useShortcut } from '../work/shortcuts.ts';
import { useStore } from '../work/use-store.ts';
import { useLeftMs } from '../wrap-up/TimeLeft.tsx';
import { pauseInWords } from './pause-in-words.ts';
import styles from './StateMenu.module.css';
import { StateMenuChannels } from './StateMenuChannels.tsx';
import type { ShownState } from './shown-state.ts';
import { useShownState } from './use-shown-state.ts';
import type { Workplace } from './workplace.ts';

/** The agent's own state: word, reason and how long, with all that changes it (Q3, Q4). */
export function StateMenu({ workplace }: { readonly workplace: Workplace }) {
  const { connection, desk, lists, toasts } = workplace;
  const { view } = useStore(desk.state);
  const { presence } = view;
  const shown = useShownState(workplace);
  const known = useStore(lists.state);
  const reason = reasonOf(presence);
  const reasons = known?.pauseReasons ?? [];
  const [firstReason] = reasons;

  function ask(asked: Promise<CommandAnswer>): void {
    void asked.then((answer) => {
      if (!answer.ok) toasts.show({ icon: 'warning', tone: 'stop', text: words.state.refused });
    });
  }

  function toggle(): void {
    if (presence?.wish.state !== 'ready') ask(desk.goReady());
    else if (firstReason !== undefined) ask(desk.pause(firstReason));
  }
  useShortcut('ready', toggle);

  return (
    <Menu position="bottom-end" width={272} onOpen={lists.load}>
      <Menu.Target>
        <UnstyledButton className={styles.state} data-state={shown.name}>
          <span className={styles.dot} aria-hidden="true" />
          <span className={styles.word}>
            {words.state[shown.name]}
            {reason === null ? null : <span className={styles.reason}> {reason}</span>}
          </span>
          <span className={styles.timer} aria-hidden="true">
            <StateTimer shown={shown} localTime={connection.localTime} />
          </span>
          <Icon name="chevron" size={14} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown aria-label={words.state.menu}>
        {shown.name === 'unreachable' ? <Missing missing={shown.missing} /> : null}
        {presence === null || presence.shiftSince === null ? null : (
          <Menu.Label>
            <AtWork since={connection.localTime(presence.shiftSince)} />
          </Menu.Label>
        )}
        <Menu.Item leftSection={<Dot state="ready" />} onClick={() => ask(desk.goReady())}>
          {words.state.ready}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{words.state.pauseFor}</Menu.Label>
        {reasons.map((one) => (
          <Menu.Item
            key={one}
            leftSection={<Dot state="paused" />}
            onClick={() => ask(desk.pause(one))}
          >
            {one}
          </Menu.Item>
        ))}
        <StateMenuChannels
          desk={desk}
          presence={presence}
          mayComeBackPartly={known?.partialPause ?? false}
          ask={ask}
        />
        <Menu.Divider />
        <Menu.Item leftSection={<Dot state="offline" />} onClick={() => ask(desk.goOffline())}>
          {words.state.goOffline}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Why nothing can ring, and what to do about it. */
function Missing({ missing }: Pick<Extract<ShownState, { name: 'unreachable' }>, 'missing'>) {
  return (
    <>
      <Menu.Label>
        <strong className={styles.missingTitle}>{words.state.cannotRing}</strong>
        {missing.map((one) => (
          <span key={one} className={styles.missing}>
            {words.state.missing[one]}
          </span>
        ))}
      </Menu.Label>
      <Menu.Divider />
    </>
  );
}

type TimerProps = {
  readonly shown: ShownState;
  readonly localTime: (serverMillis: number) => number;
};

/** How long the state has lasted; of a wrap-up what is left of it. */
function StateTimer({ shown, localTime }: TimerProps) {
  if (shown.name === 'wrap-up') return <Left until={localTime(shown.until)} />;
  if (!('since' in shown) || shown.since === null) return null;
  return <Elapsed since={localTime(shown.since)} />;
}

/** In a menu there are only items and words: no timer that would be read out. */
function AtWork({ since }: { readonly since: number }) {
  const now = useNow();
  return (
    <>
      {words.state.atWork}{' '}
      <span className="number">{durationInWords(Math.max(0, now - since))}</span>
    </>
  );
}

function Left({ until }: { readonly until: number }) {
  return <span className="number">{durationInWords(useLeftMs(until))}</span>;
}

function Dot({ state }: { readonly state: 'ready' | 'paused' | 'offline' }) {
  return <span className={styles.dot} data-state={state} aria-hidden="true" />;
}

function reasonOf(presence: Presence | null): string | null {
  if (presence?.wish.state !== 'paused') return null;
  const { reason, open = [] } = presence.wish;
  const text = pauseInWords(reason);
  const served = open.filter((channel) => presence.channels[channel]);
  if (served.length === 0) return text;
  const names = served.map((channel) => words.state.channel[channel]).join(', ');
  return `${text} · ${words.state.partly(names)}`;
}
