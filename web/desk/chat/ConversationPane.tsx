import { ActionIcon, Tooltip } from '@mantine/core';
import type { Call } from '@parley/core/call/call.ts';
import { isOpen } from '@parley/core/conversation/room-rules.ts';
import type { DeskConversation } from '@parley/core/presence/desk-view.ts';
import { useEffect, useId } from 'react';
import type { ConversationSession } from '../../live/conversation.ts';
import { CallbackCard, isOwed } from '../asking/CallbackCard.tsx';
import { CallArea } from '../calls/CallArea.tsx';
import { Face } from '../Face.tsx';
import { SharePanel } from '../files/SharePanel.tsx';
import type { Workplace } from '../frame/workplace.ts';
import { Icon } from '../icons/Icon.tsx';
import { OpenPicture } from '../picture/OpenPicture.tsx';
import { isIn } from '../video/room-in-words.ts';
import { SwitchToVideo } from '../video/SwitchToVideo.tsx';
import { words } from '../words.ts';
import { useStore } from '../work/use-store.ts';
import { ChatArea } from './ChatArea.tsx';
import { CompleteButton } from './CompleteButton.tsx';
import styles from './ConversationPane.module.css';
import { PaneTabs } from './PaneTabs.tsx';
import { PaneTool } from './PaneTool.tsx';
import { type Front, type PaneTab, usePaneTab } from './use-pane-tab.ts';

type Props = {
  readonly workplace: Workplace;
  readonly row: DeskConversation;
  readonly onOpenDevices: () => void;
};

/** One conversation: its video room or call, when there is one, over its messages. */
export function ConversationPane({ workplace, row, onOpenDevices }: Props) {
  const { who, desk } = workplace;
  const conversation = desk.conversation(row.conversationId);
  const state = useStore(conversation.state);
  const call = useStore(conversation.call);
  const { room, callback, picture, chat, files } = state.view;
  const front = call === null ? 'none' : kindInFront(call);
  const canEnter = room !== null && isOpen(room);
  const [tab, setTab] = usePaneTab({
    call: front,
    inRoom: isIn(room, who.personId),
    isOpen: canEnter,
    isFrozen: picture !== null,
  });
  // Opened without a call it has no stage to lie on.
  const isOpenHere = picture !== null && front !== 'picture';
  useSeen(conversation, { workplace, tab });
  const ids = { tool: useId(), chat: useId(), share: useId() };

  return (
    <div className={styles.pane} data-tab={tab} data-front={shownOf(tab, isOpenHere)}>
      <Head
        workplace={workplace}
        row={row}
        conversation={conversation}
        onSwitched={() => setTab('video')}
      />
      <div className={styles.bar}>
        {isOwed(callback) ? (
          <CallbackCard
            workplace={workplace}
            conversationId={row.conversationId}
            callback={callback}
            onAskedForVideo={() => setTab('call')}
            onSwitched={() => setTab('video')}
          />
        ) : null}
        <PaneTabs
          tab={tab}
          onChoose={setTab}
          panels={{ chat: ids.chat, video: ids.tool, call: ids.tool, share: ids.share }}
          unread={tab === 'chat' ? 0 : state.unread}
          isAwaited={room?.guest.state === 'waiting'}
        />
      </div>
      <div className={styles.front} id={ids.tool} role="tabpanel" aria-label={frontName(tab)}>
        {isOpenHere ? <OpenPicture workplace={workplace} conversation={conversation} /> : null}
        <PaneTool workplace={workplace} row={row} view={state.view} tab={tab} front={front} />
        <CallArea
          workplace={workplace}
          conversation={conversation}
          call={call}
          onOpenDevices={onOpenDevices}
        />
      </div>
      <div className={styles.lower}>
        {tab === 'share' ? (
          <SharePanel
            id={ids.share}
            workplace={workplace}
            conversationId={row.conversationId}
            list={files}
            canShare={chat.state === 'assigned' && chat.agentId === who.personId}
          />
        ) : (
          <ChatArea
            id={ids.chat}
            workplace={workplace}
            conversation={conversation}
            name={row.customerName}
          />
        )}
      </div>
    </div>
  );
}

type HeadProps = {
  readonly workplace: Workplace;
  readonly row: DeskConversation;
  readonly conversation: ConversationSession;
  readonly onSwitched: () => void;
};

/** Who it is, and what can be done with the whole conversation. */
function Head({ workplace, row, conversation, onSwitched }: HeadProps) {
  const { who, connection, calls, rooms, selection, toasts } = workplace;
  const { chat, room } = useStore(conversation.state).view;
  const { face } = useStore(selection.state);
  const isMine = chat.state === 'assigned' && chat.agentId === who.personId;
  const togglePanel = (): void =>
    selection.select(row.conversationId, face === 'customer' ? 'conversation' : 'customer');
  return (
    <div className={styles.head}>
      <ActionIcon className={styles.back} aria-label={words.list.title} onClick={selection.leave}>
        <Icon name="back" />
      </ActionIcon>
      <Face name={row.customerName} seed={row.conversationId} size={30} />
      <div className={styles.title}>
        <h2 className={styles.name}>{row.customerName}</h2>
        <p className={styles.queue}>{row.queueName}</p>
      </div>
      {isMine ? (
        <SwitchToVideo
          workplace={workplace}
          conversationId={row.conversationId}
          name={row.customerName}
          room={room}
          onSwitched={onSwitched}
        />
      ) : null}
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
        rooms={rooms}
        toasts={toasts}
      />
    </div>
  );
}

type SeenBy = { readonly workplace: Workplace; readonly tab: PaneTab };

/** What arrives counts as read while the agent has the log before their eyes. */
function useSeen(conversation: ConversationSession, { workplace, tab }: SeenBy): void {
  const { face } = useStore(workplace.selection.state);
  const logIsSeen = face !== 'list' && (tab === 'chat' || (tab !== 'share' && !isNarrow()));
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
}

/** The call stays in front of the list too. */
function frontName(tab: PaneTab): string {
  return words.pane[tab === 'share' ? 'call' : tab];
}

/** What a narrow page has in front: the lower part is the chat's or the list's. */
function shownOf(tab: PaneTab, isOpenHere: boolean): 'lower' | 'front' {
  if (tab === 'share') return isOpenHere ? 'front' : 'lower';
  return tab === 'chat' ? 'lower' : 'front';
}

function kindInFront({ phase, kind }: Call): Front['call'] {
  if (phase.name !== 'active' && phase.name !== 'held') return 'none';
  return kind === 'audio' ? 'audio' : 'picture';
}

function isNarrow(): boolean {
  return matchMedia('(max-width: 719px)').matches;
}
