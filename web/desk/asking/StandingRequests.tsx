import { Button } from '@mantine/core';
import type { CustomerRequest } from '@parley/core/conversation/customer-request.ts';
import type { ConversationSession } from '../../live/conversation.ts';
import type { Workplace } from '../frame/workplace.ts';
import { Icon } from '../icons/Icon.tsx';
import { useStore } from '../work/use-store.ts';
import { TimeLeft } from '../wrap-up/TimeLeft.tsx';
import styles from './Asking.module.css';
import { askingWords } from './asking-words.ts';

type Props = {
  readonly workplace: Workplace;
  readonly conversation: ConversationSession;
  readonly name: string;
};

const W = askingWords.requests;

/** What the customer has been asked for and has not answered yet; the answer stands in the log. */
export function StandingRequests({ workplace, conversation, name }: Props) {
  const { requests } = useStore(conversation.state).view;
  const standing = requests.filter(({ outcome }) => outcome === null);
  if (standing.length === 0) return null;
  return (
    <section className={styles.standing} aria-label={W.region}>
      {standing.map((request) => (
        <Standing
          key={request.id}
          workplace={workplace}
          conversationId={conversation.conversationId}
          name={name}
          request={request}
        />
      ))}
    </section>
  );
}

type OneProps = {
  readonly workplace: Workplace;
  readonly conversationId: string;
  readonly name: string;
  readonly request: CustomerRequest;
};

function Standing({ workplace, conversationId, name, request }: OneProps) {
  const { connection, questions } = workplace;
  const { what, until, obstacle } = request;
  return (
    <div className={styles.one}>
      <Icon name={what === 'photo' ? 'picture' : 'place'} size={16} />
      <p className={styles.standingWords} role="status">
        {W.pending[what](name)}
        {obstacle === null ? null : <span className={styles.help}> {W.obstacle[obstacle]}</span>}
      </p>
      <TimeLeft until={connection.localTime(until)} label={W.left} />
      <Button
        size="xs"
        variant="outline"
        color="plain"
        aria-label={W.withdraw[what]}
        onClick={() => void questions.withdrawRequest(conversationId, what)}
      >
        {W.withdrawShort}
      </Button>
    </div>
  );
}
