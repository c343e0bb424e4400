import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { AUTO_ANSWER_MS, TOAST_POSITIONS } from '@parley/contracts/settings.ts';
import { useState } from 'react';
import { words } from '../words.ts';
import { useStore } from '../work/use-store.ts';
import type { OwnSettings } from './own-settings.ts';
import styles from './Settings.module.css';

const W = words.settings.services;

/** What Parley does for the agent by itself. */
export function ServicesTab({ settings }: { readonly settings: OwnSettings }) {
  const { settings: set } = useStore(settings.state);
  return (
    <div className={styles.rows}>
      <Switch
        label={W.autoAnswer}
        description={W.autoAnswerHelp}
        checked={set.autoAnswer.on}
        onChange={({ currentTarget: { checked: on } }) =>
          settings.change({ autoAnswer: { ...set.autoAnswer, on } })
        }
      />
      {set.autoAnswer.on ? <Delay settings={settings} /> : null}
      <Switch
        label={W.loginInPause}
        description={W.loginInPauseHelp}
        checked={set.loginInPause}
        onChange={({ currentTarget }) => settings.change({ loginInPause: currentTarget.checked })}
      />
      <Switch
        label={W.messengerSound}
        checked={set.messengerSound}
        onChange={({ currentTarget }) => settings.change({ messengerSound: currentTarget.checked })}
      />
      <Notifications settings={settings} />
      <NativeSelect
        className={styles.short}
        label={W.toastPosition}
        value={set.toastPosition}
        data={TOAST_POSITIONS.map((value) => ({ value, label: W.positions[value] }))}
        onChange={({ currentTarget: { value } }) => {
          const toastPosition = TOAST_POSITIONS.find((one) => one === value);
          if (toastPosition !== undefined) settings.change({ toastPosition });
        }}
      />
    </div>
  );
}

const LEAST_S = AUTO_ANSWER_MS.least / 1000;
const MOST_S = AUTO_ANSWER_MS.most / 1000;

/** Whole seconds; what is none yet is not sent, so that one may type. */
function Delay({ settings }: { readonly settings: OwnSettings }) {
  const { autoAnswer } = useStore(settings.state).settings;
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? String(autoAnswer.delayMs / 1000);

  function type(text: string): void {
    setTyped(text);
    const seconds = Number(text);
    const fits = /^\d+$/.test(text) && seconds >= LEAST_S && seconds <= MOST_S;
    if (fits) settings.change({ autoAnswer: { ...autoAnswer, delayMs: seconds * 1000 } });
  }

  return (
    <TextInput
      className={styles.under}
      label={W.delay}
      type="number"
      min={LEAST_S}
      max={MOST_S}
      step={1}
      value={shown}
      onChange={({ currentTarget }) => type(currentTarget.value)}
      onBlur={() => setTyped(null)}
    />
  );
}

function Notifications({ settings }: { readonly settings: OwnSettings }) {
  const { systemNotifications } = useStore(settings.state).settings;
  const [permission, setPermission] = useState(permissionNow);

  async function switchTo(on: boolean): Promise<void> {
    settings.change({ systemNotifications: on });
    // Only a click may ask.
    if (on && permission === 'default') setPermission(await Notification.requestPermission());
  }

  return (
    <Switch
      label={W.systemNotifications}
      description={W.systemNotificationsHelp}
      error={systemNotifications && permission === 'denied' ? W.notificationsBlocked : null}
      checked={systemNotifications}
      onChange={({ currentTarget }) => void switchTo(currentTarget.checked)}
    />
  );
}

function permissionNow(): NotificationPermission {
  return 'Notification' in window ? Notification.permission : 'denied';
}
