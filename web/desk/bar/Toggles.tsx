import { ActionIcon, Tooltip } from '@mantine/core';
import type { CallSession } from '../../live/call/call-session.ts';
import { createStore } from '../../live/store.ts';
import type { Workplace } from '../frame/workplace.ts';
import { Icon, type IconName } from '../icons/Icon.tsx';
import { keysOf, type ShortcutName, useShortcut } from '../work/shortcuts.ts';
import { useStore } from '../work/use-store.ts';
import { barWords } from './bar-words.ts';
import styles from './CallBar.module.css';

const W = barWords.toggles;

/** Ringtone, speaker and microphone (B2); the microphone is that of the call one speaks in. */
export function Toggles({ workplace }: { readonly workplace: Workplace }) {
  const { bar, settings } = workplace;
  const { ringtone } = useStore(settings.state).settings;
  const speakerOn = useStore(bar.speakerOn);
  const microphoneOn = useMicrophoneOn(workplace);
  const switchRing = (): void =>
    settings.change({ ringtone: { ...ringtone, muted: !ringtone.muted } });
  return (
    <fieldset className={styles.toggles}>
      <Toggle
        label={W.ringtone}
        isOn={!ringtone.muted}
        icons={['ring', 'ring-off']}
        keys="ringtone"
        onPress={switchRing}
      />
      <Toggle
        label={W.speaker}
        isOn={speakerOn}
        icons={['sound', 'sound-off']}
        keys="speaker"
        onPress={bar.switchSpeaker}
      />
      <Toggle
        label={W.microphone}
        isOn={microphoneOn}
        icons={['microphone', 'microphone-off']}
        onPress={bar.switchMicrophone}
      />
    </fieldset>
  );
}

const NO_CALL = createStore(null);

function useMicrophoneOn({ bar }: Workplace): boolean {
  const session: CallSession | null = useStore(bar.live);
  const wished = useStore(bar.microphoneOn);
  const state = useStore(session?.state ?? NO_CALL);
  return state === null ? wished : !state.microphone.muted;
}

type ToggleProps = {
  readonly label: string;
  readonly isOn: boolean;
  readonly icons: readonly [IconName, IconName];
  readonly keys?: ShortcutName;
  readonly onPress: () => void;
};

function Toggle({ label, isOn, icons, keys, onPress }: ToggleProps) {
  useShortcut(keys ?? 'ringtone', keys === undefined ? null : onPress);
  const said = `${label} ${isOn ? W.on : W.off}`;
  return (
    <Tooltip label={keys === undefined ? said : `${said} (${keysOf(keys).join('+')})`}>
      <ActionIcon
        className={styles.toggle}
        size={34}
        data-on={isOn}
        aria-label={label}
        aria-pressed={isOn}
        onClick={onPress}
      >
        <Icon name={isOn ? icons[0] : icons[1]} size={18} />
      </ActionIcon>
    </Tooltip>
  );
}
