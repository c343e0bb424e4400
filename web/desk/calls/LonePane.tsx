import type { DeskView } from '@parley/core/presence/desk-view.ts';
import { MessageLog } from '../chat/MessageLog.tsx';
import { Face } from '../Face.tsx';
import type { Workplace } from '../frame/workplace.ts';
import { Icon } from '../icons/Icon.tsx';
import { words } from '../words.ts';
import { useStore } from '../work/use-store.ts';
import { besideOf, partnerOf } from './beside.ts';
import { CallArea } from './CallArea.tsx';
import styles from './LonePane.module.css';

type Props = {
  readonly workplace: Workplace;
  readonly row: DeskView['calls'][number];
  readonly onOpenDevices: () => void;
};

/** A call whose conversation is not the agent's: with a colleague, or a colleague's they were asked about. */
export function LonePane({ workplace, row, onOpenDevices }: Props) {
  const { connection, desk, files, selection, toasts, who } = workplace;
  const conversation = desk.conversation(row.conversationId);
  const state = useStore(conversation.state);
  const call = useStore(conversation.call);
  const partner = call === null ? null : partnerOf(call, row.legId);
  const beside = call === null ? null : besideOf(call, row.legId);
  const name = partner?.name ?? '';
  return (
    <div className={styles.pane}>
      <div className={styles.head}>
        <button
          type="button"
          className={styles.back}
          aria-label={words.list.title}
          onClick={selection.leave}
        >
          <Icon name="back" />
        </button>
        <Face name={name} seed={partner?.personId ?? ''} size={30} />
        <div>
          <h2 className={styles.name}>{name}</h2>
          <p className={styles.about}>
            {beside?.is === 'asked'
              ? words.call.askedBy(beside.by)
              : words.call.withRole[partner?.role ?? 'agent']}
          </p>
        </div>
      </div>
      <CallArea
        workplace={workplace}
        conversation={conversation}
        call={call}
        onOpenDevices={onOpenDevices}
      />
      <div className={styles.log}>
        <MessageLog
          connection={connection}
          conversation={conversation}
          files={files.of(row.conversationId)}
          state={state}
          personId={who.personId}
          toasts={toasts}
        />
      </div>
    </div>
  );
}
