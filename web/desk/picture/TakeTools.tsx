import type { CallSession } from '../../live/call/call-session.ts';
import type { CallState } from '../../live/call/call-state.ts';
import { frozenFrame } from '../../live/picture-sharing/frozen-frame.ts';
import { takeScreenshot } from '../../live/picture-sharing/take-screenshot.ts';
import type { Workplace } from '../frame/workplace.ts';
import { Icon, type IconName } from '../icons/Icon.tsx';
import { keysOf, type ShortcutName, useShortcut } from '../work/shortcuts.ts';
import { useOnePress } from '../work/use-one-press.ts';
import { type Freezable, freezable } from './freezable.ts';
import { pictureRefusalInWords, pictureWords } from './picture-words.ts';
import styles from './TakeTools.module.css';

/** The elements in which the call's pictures are seen, as far as they are there. */
export type CallVideos = { theirs: HTMLVideoElement | null; own: HTMLVideoElement | null };

type Props = {
  readonly workplace: Workplace;
  readonly conversationId: string;
  readonly session: CallSession;
  readonly state: CallState;
  readonly videos: CallVideos;
};

const W = pictureWords;

/** Freezes what is seen for both, or keeps it for the agent alone (A1, A6). */
export function TakeTools({ workplace, conversationId, session, state, videos }: Props) {
  const { connection, toasts, files: deskFiles } = workplace;
  const { theirs, ownScreen } = freezable(state);
  const files = deskFiles.of(conversationId);
  const tell = (code: string): void =>
    toasts.show({ icon: 'warning', tone: 'warn', text: pictureRefusalInWords(code) });

  async function take(what: Freezable | null, video: HTMLVideoElement | null): Promise<void> {
    if (what === null || video === null) return tell('nothing-to-freeze');
    const { callId, legId } = session;
    const name = named(W.fileName.screenshot(W.stamp(Date.now())), what.isScreen ? 'png' : 'jpg');
    const around = { connection, files, conversationId };
    const taken = await takeScreenshot(around, { callId, legId, ...what, video, name });
    if (!taken.ok) tell(taken.code);
  }
  async function keep(): Promise<void> {
    const bytes = videos.theirs === null ? null : await frozenFrame(videos.theirs, 'image/jpeg');
    if (theirs === null || bytes === null) return tell('nothing-to-freeze');
    const name = named(W.fileName.snapshot(W.stamp(Date.now())), 'jpg');
    const uploaded = await files.upload({ bytes, name, source: 'snapshot' });
    if (!uploaded.ok) return tell(uploaded.code);
    toasts.show({ icon: 'check', tone: 'plain', text: W.snapshotSaved });
  }
  const takeMain = (): Promise<void> =>
    theirs === null && ownScreen !== null
      ? take(ownScreen, videos.own)
      : take(theirs, videos.theirs);
  useShortcut('screenshot', () => void takeMain());

  return (
    <div className={styles.tools}>
      <Take
        icon="freeze"
        label={W.take}
        help={W.takeHelp}
        keys="screenshot"
        onPress={theirs === null && ownScreen === null ? null : takeMain}
      />
      {theirs === null || ownScreen === null ? null : (
        <Take
          icon="screen"
          label={W.takeScreen}
          help={W.takeScreen}
          onPress={() => take(ownScreen, videos.own)}
        />
      )}
      <Take
        icon="snapshot"
        label={W.snapshot}
        help={W.snapshotHelp}
        onPress={theirs === null ? null : keep}
      />
    </div>
  );
}

/** A colon has no place in a file's name. */
function named(words: string, ending: string): string {
  return `${words.replaceAll(':', '.')}.${ending}`;
}

type TakeProps = {
  readonly icon: IconName;
  readonly label: string;
  readonly help: string;
  readonly keys?: ShortcutName;
  /** Null while there is no picture to take. */
  readonly onPress: (() => Promise<void>) | null;
};

function Take({ icon, label, help, keys, onPress }: TakeProps) {
  const { isBusy, press } = useOnePress();
  const hint = keys === undefined ? help : `${help} (${keysOf(keys).join('+')})`;
  return (
    <button
      type="button"
      className={styles.take}
      aria-label={label}
      aria-busy={isBusy}
      title={onPress === null ? pictureRefusalInWords('nothing-to-freeze') : hint}
      disabled={onPress === null}
      onClick={() => {
        if (onPress !== null) void press(onPress);
      }}
    >
      <Icon name={icon} size={20} />
    </button>
  );
}
