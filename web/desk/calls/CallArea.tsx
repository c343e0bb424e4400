import type { Call } from '@parley/core/call/call.ts';
import { isAnswered, isRung } from '@parley/core/call/people.ts';
import { lazy, Suspense } from 'react';
import type { ConversationSession } from '../../live/conversation.ts';
import type { Workplace } from '../frame/workplace.ts';
import { words } from '../words.ts';
import { useStore } from '../work/use-store.ts';
import { isCalling } from './beside.ts';
import styles from './CallArea.module.css';
import { Elsewhere } from './Elsewhere.tsx';

const CallStage = lazy(async () => ({ default: (await import('./CallStage.tsx')).CallStage }));

type Props = {
  readonly workplace: Workplace;
  readonly conversation: ConversationSession;
  readonly call: Call | null;
  readonly onOpenDevices: () => void;
};

/** The place of the conversation's call: the stage when its media is here, else where it is. */
export function CallArea({ workplace, conversation, call, onOpenDevices }: Props) {
  const { calls, who, connection } = workplace;
  const sessions = useStore(calls.sessions);
  const own = call?.legs.find((leg) => leg.personId === who.personId);
  if (call === null || own === undefined || !runs(call, own.id)) return <div hidden />;
  const session = sessions.get(call.id);
  const isHere = session !== undefined;
  const isElsewhere = !isHere && own.tabId !== null && own.tabId !== connection.tabId;
  return (
    <section className={styles.area} data-kind={call.kind} aria-label={words.call.region}>
      {isElsewhere ? (
        <Elsewhere onMove={() => calls.moveHere(conversation.conversationId)} />
      ) : null}
      {isHere ? (
        <Suspense fallback={<div className={styles.stagePlace} />}>
          <CallStage workplace={workplace} session={session} onOpenDevices={onOpenDevices} />
        </Suspense>
      ) : null}
      {isHere || isElsewhere ? null : <div className={styles.stagePlace} />}
    </section>
  );
}

/** Answered, or rung by oneself. */
function runs(call: Call, legId: string): boolean {
  return isAnswered(call) ? !isRung(call, legId) : isCalling(call, legId);
}
