import { ActionIcon, Tooltip } from '@mantine/core';
import type { DeskConversation } from '@parley/core/presence/desk-view.ts';
import { useEffect, useState } from 'react';
import { CallArea } from '../calls/CallArea.tsx';
import { Face } from '../Face.tsx';
import type { Workplace } from '../frame/workplace.ts';
import { Icon } from '../icons/Icon.tsx';
import { words } from '../words.ts';
import { useStore } from '../work/use-store.ts';
import { CompleteButton } from './CompleteButton.tsx';
import { Composer } from './Composer.tsx';
import styles from './ConversationPane.module.css';
import { MessageLog } from './MessageLog.tsx';

type Props = {
  readonly workplace: Workplace;
  readonly row: DeskConversation;
  readonly onOpenDevices: () => void;
};

/** One conversation: its call, when there is one, over its messages. */
export function ConversationPane({ workplace, row, onOpenDevices }: Props) {
  const { who, connection, desk, calls, selection, toasts } = workplace;
  const conversation = desk.conversation(row.conversationId);
  const state = useStore(conversation.state);
  const call = useStore(conversation.call);
  const { face } = useStore(selection.state);
  const [front, setFront] = useState<'call' | 'chat'>('call');
  const inCall = call !== null && (call.phase.name === 'active' || call.phase.name === 'held');
  const logIsSeen = face !== 'list' && (!inCall || front === 'chat' || !isNarrow());

  useEffect(() => {
    const tell = (): void =>
      conversation.setVisible(logIsSeen && document.visibilityState === 'visible');
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => {
      document.removeEventListener('visibilitychange', tell);
      conversation.setVisible(false);
    };
  }, [conversation, logIsSeen]);

  const togglePanel = (): void =>
    selection.select(row.conversationId, face === 'customer' ? 'conversation' : 'customer');

  return (
    <div className={styles.pane} data-call={inCall} data-front={inCall ? front : 'chat'}>
      <div className={styles.head}>
        <ActionIcon className={styles.back} aria-label={words.list.title} onClick={selection.leave}>
          <Icon name="back" />
        </ActionIcon>
        <Face name={row.customerName} seed={row.conversationId} size={30} />
        <div className={styles.title}>
          <h2 className={styles.name}>{row.customerName}</h2>
          <p className={styles.queue}>{row.queueName}</p>
        </div>
        <Tooltip label={words.frame.customerPanel}>
          <ActionIcon
            className={styles.panelToggle}
            aria-label={words.frame.customerPanel}
            aria-pressed={face === 'customer'}
            onClick={togglePanel}
          >
            <Icon name="panel" />
          </ActionIcon>
        </Tooltip>
        <CompleteButton
          connection={connection}
          conversation={conversation}
          personId={who.personId}
          sessions={calls.sessions}
          toasts={toasts}
        />
      </div>
      {inCall ? <FrontSwitch front={front} onChoose={setFront} unread={state.unread} /> : null}
      <CallArea
        workplace={workplace}
        conversation={conversation}
        call={call}
        onOpenDevices={onOpenDevices}
      />
      <div className={styles.chat}>
        <MessageLog
          connection={connection}
          conversation={conversation}
          state={state}
          personId={who.personId}
        />
        <Composer
          conversation={conversation}
          name={row.customerName}
          refused={state.refused !== null}
        />
      </div>
    </div>
  );
}

type SwitchProps = {
  readonly front: 'call' | 'chat';
  readonly onChoose: (front: 'call' | 'chat') => void;
  readonly unread: number;
};

/** On a narrow screen call and chat stand one behind the other. */
function FrontSwitch({ front, onChoose, unread }: SwitchProps) {
  return (
    <div className={styles.fronts}>
      {(['call', 'chat'] as const).map((one) => (
        <button
          key={one}
          type="button"
          className={styles.front}
          aria-pressed={front === one}
          onClick={() => onChoose(one)}
        >
          {words.call.show[one]}
          {one === 'chat' && unread > 0 ? ` (${unread})` : ''}
        </button>
      ))}
    </div>
  );
}

function isNarrow(): boolean {
  return matchMedia('(max-width: 719px)').matches;
}
