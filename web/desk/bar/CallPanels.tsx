import type { Call } from '@parley/core/call/call.ts';
import type { DeskView } from '@parley/core/presence/desk-view.ts';
import type { CallSession } from '../../live/call/call-session.ts';
import { isCalling, partnerOf } from '../calls/beside.ts';
import type { Workplace } from '../frame/workplace.ts';
import { Icon, type IconName } from '../icons/Icon.tsx';
import { Elapsed } from '../work/Elapsed.tsx';
import { useShortcut } from '../work/shortcuts.ts';
import { useStore } from '../work/use-store.ts';
import { barWords } from './bar-words.ts';
import styles from './CallPanels.module.css';
import { type PanelState, panelState } from './panel-state.ts';

type Row = DeskView['calls'][number];

type Props = { readonly workplace: Workplace; readonly shownId: string | null };

const W = barWords.panels;

/** One panel for each call: one is live, the others are dimmed and say how long they are held (B7). */
export function CallPanels({ workplace, shownId }: Props) {
  const { calls } = useStore(workplace.desk.state).view;
  return (
    <ul className={styles.panels} aria-label={W.list}>
      {calls.map((row) => (
        <CallPanel
          key={row.callId}
          workplace={workplace}
          row={row}
          isShown={row.conversationId === shownId}
        />
      ))}
      <SwitchByKey workplace={workplace} rows={calls} />
    </ul>
  );
}

/** The next held call becomes the live one. */
function SwitchByKey({ workplace, rows }: { workplace: Workplace; rows: readonly Row[] }) {
  const { bar, selection, verbs } = workplace;
  const live = useStore(bar.live);
  const at = rows.findIndex((row) => row.callId === live?.callId);
  const next = rows.length < 2 ? undefined : rows[(at + 1) % rows.length];
  useShortcut(
    'next-call',
    next === undefined
      ? null
      : () => {
          selection.select(next.conversationId);
          void verbs.resume(next);
        },
  );
  return null;
}

type PanelProps = {
  readonly workplace: Workplace;
  readonly row: Row;
  readonly isShown: boolean;
};

function CallPanel({ workplace, row, isShown }: PanelProps) {
  const { calls, connection, desk, selection, verbs } = workplace;
  const session = useStore(calls.sessions).get(row.callId) ?? null;
  const newest = useStore(desk.conversation(row.conversationId).call);
  const call = newest?.id === row.callId ? newest : null;
  if (call === null || call.phase.name === 'ended') return null;
  const state = panelState(call, row.legId, { isHere: session !== null });
  const name = partnerOf(call, row.legId)?.name ?? '';
  return (
    <li className={styles.panel} data-state={state.is} data-shown={isShown}>
      <button
        type="button"
        className={styles.show}
        aria-label={W.show(name)}
        aria-current={isShown}
        onClick={() => selection.select(row.conversationId)}
      >
        <Icon name={iconOf(call, state.is)} size={16} />
        <span className={styles.who}>
          <span className={styles.name} dir="auto">
            {name}
          </span>
          <span className={styles.state}>
            {W[state.is]} <Elapsed since={connection.localTime(state.since)} />
          </span>
        </span>
      </button>
      <Actions
        state={state}
        name={name}
        onHold={() => verbs.hold(row)}
        onTake={() => calls.moveHere(row.conversationId)}
        onResume={() => {
          selection.select(row.conversationId);
          return verbs.resume(row);
        }}
        onEnd={() => end(session, () => verbs.end(row))}
      />
    </li>
  );
}

function end(session: CallSession | null, byServer: () => Promise<unknown>): Promise<unknown> {
  return session === null ? byServer() : session.end();
}

type ActionsProps = {
  readonly state: PanelState;
  readonly name: string;
  readonly onHold: () => Promise<unknown>;
  readonly onTake: () => Promise<unknown>;
  readonly onResume: () => Promise<unknown>;
  readonly onEnd: () => Promise<unknown>;
};

function Actions({ state, name, onHold, onTake, onResume, onEnd }: ActionsProps) {
  return (
    <>
      {state.is === 'live' && state.mayHold ? (
        <Act icon="hold" label={W.hold(name)} onPress={onHold} />
      ) : null}
      {state.is === 'held' || state.is === 'away' ? (
        <Act icon="resume" label={W.resume(name)} onPress={onResume} />
      ) : null}
      {state.is === 'elsewhere' ? <Act icon="move" label={W.take} onPress={onTake} /> : null}
      <Act icon="hang-up" label={W.end(name)} onPress={onEnd} />
    </>
  );
}

type ActProps = {
  readonly icon: IconName;
  readonly label: string;
  readonly onPress: () => Promise<unknown>;
};

function Act({ icon, label, onPress }: ActProps) {
  return (
    <button
      type="button"
      className={styles.act}
      data-icon={icon}
      aria-label={label}
      title={label}
      onClick={() => void onPress()}
    >
      <Icon name={icon} size={15} />
    </button>
  );
}

const KIND_ICONS = { audio: 'phone', video: 'camera', screen: 'screen' } as const;

function iconOf(call: Call, state: PanelState['is']): IconName {
  if (state.startsWith('held') || state === 'away') return 'hold';
  return isCalling(call, '') ? 'call-out' : KIND_ICONS[call.kind];
}
