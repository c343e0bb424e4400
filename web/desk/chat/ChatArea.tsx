import type { ConversationSession } from '../../live/conversation.ts';
import { AskForMenu } from '../asking/AskForMenu.tsx';
import { StandingRequests } from '../asking/StandingRequests.tsx';
import { DropArea } from '../files/DropArea.tsx';
import { UploadList } from '../files/UploadList.tsx';
import type { Workplace } from '../frame/workplace.ts';
import { useStore } from '../work/use-store.ts';
import { Composer } from './Composer.tsx';
import styles from './ConversationPane.module.css';
import { MessageLog } from './MessageLog.tsx';

type Props = {
  readonly id: string;
  readonly workplace: Workplace;
  readonly conversation: ConversationSession;
  readonly name: string;
};

/** What was said, and where the agent writes; files are dropped on all of it. */
export function ChatArea({ id, workplace, conversation, name }: Props) {
  const { who, connection, toasts } = workplace;
  const files = workplace.files.of(conversation.conversationId);
  const state = useStore(conversation.state);
  const { chat } = state.view;
  const refused = state.refused !== null;
  const isMine = chat.state === 'assigned' && chat.agentId === who.personId;
  const isOver = refused || chat.state === 'completed';
  return (
    <DropArea id={id} className={styles.chat} onFiles={isOver ? null : files.sendToChat}>
      <MessageLog
        connection={connection}
        conversation={conversation}
        files={files}
        state={state}
        personId={who.personId}
        toasts={toasts}
      />
      <UploadList files={files} />
      {isMine ? (
        <StandingRequests workplace={workplace} conversation={conversation} name={name} />
      ) : null}
      <Composer
        conversation={conversation}
        name={name}
        refused={refused}
        onFiles={files.sendToChat}
      >
        {isMine ? (
          <AskForMenu workplace={workplace} conversationId={conversation.conversationId} />
        ) : null}
      </Composer>
    </DropArea>
  );
}
