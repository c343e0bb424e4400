import type { Message } from '@parley/core/conversation/view.ts';
import type { DeskConversation } from '@parley/core/presence/desk-view.ts';
import type { Connection } from '../../live/connection.ts';
import type { ConversationSession, ConversationState } from '../../live/conversation.ts';
import { Face } from '../Face.tsx';
import { Icon, type IconName } from '../icons/Icon.tsx';
import { clockInWords } from '../time-in-words.ts';
import { cameByInWords } from '../video/came-by.ts';
import { videoWords } from '../video/video-words.ts';
import { words } from '../words.ts';
import { Waited } from '../work/Elapsed.tsx';
import { useStore } from '../work/use-store.ts';
import styles from './ConversationList.module.css';
import { hasCall, owedSince } from './filter.ts';

type Props = {
  readonly connection: Connection;
  readonly conversation: ConversationSession;
  readonly row: DeskConversation;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
};

const CALL_ICONS = { audio: 'phone', video: 'camera', screen: 'screen' } as const satisfies Record<
  string,
  IconName
>;

/** One conversation at a glance: who, the last word, what is owed. */
export function ConversationRow({ connection, conversation, row, isChosen, onChoose }: Props) {
  const state = useStore(conversation.state);
  const last = state.view.messages.at(-1);
  const owed = owedSince(state);
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        data-id={row.conversationId}
        aria-current={isChosen ? 'true' : undefined}
        onClick={onChoose}
      >
        <Face name={row.customerName} seed={row.conversationId} size={36} />
        <span className={styles.line}>
          <span className={styles.who}>{row.customerName}</span>
          <span className={styles.when}>
            {owed === null ? (
              <span className="number">{clockInWords(last?.at ?? row.since)}</span>
            ) : (
              <span className={styles.owed}>
                <Icon name="clock" size={13} />
                <Waited since={connection.localTime(owed)} />
                <span className={styles.hidden}> {words.list.waiting}</span>
              </span>
            )}
          </span>
        </span>
        <span className={styles.line}>
          <span className={styles.last} data-unread={state.unread > 0}>
            <LastWord state={state} />
          </span>
          <span className={styles.marks}>
            <CallMark state={state} />
            {state.unread > 0 ? (
              <span className={styles.unread}>
                {state.unread}
                <span className={styles.hidden}> {words.list.unreadCount(state.unread)}</span>
              </span>
            ) : null}
          </span>
        </span>
      </button>
    </li>
  );
}

function LastWord({ state }: { readonly state: ConversationState }) {
  const last = state.view.messages.at(-1);
  if (state.otherIsTyping) return <em>{words.list.typing}</em>;
  if (last === undefined) {
    const { cameBy } = state.view;
    return cameBy === null ? words.list.noMessages : cameByInWords(cameBy);
  }
  const text = spoken(last);
  return last.author.role === 'agent' ? `${words.list.you}: ${text}` : text;
}

/** A link and a file have no words of their own. */
function spoken({ text, link, file }: Message): string {
  if (link !== null) return videoWords.invitation;
  return text === '' && file !== null ? file.name : text;
}

function CallMark({ state }: { readonly state: ConversationState }) {
  const { call } = state.view;
  if (call === null || !hasCall(state)) return null;
  const held = call.phase.name === 'held';
  return (
    <span className={styles.call} data-held={held}>
      <Icon name={held ? 'hold' : CALL_ICONS[call.kind]} size={13} />
      <span className={styles.hidden}>{held ? words.call.held : words.call.kind[call.kind]}</span>
    </span>
  );
}
