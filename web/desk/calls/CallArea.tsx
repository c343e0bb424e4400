import type { Call } from '@parley/core/call/call.ts';
import { lazy, Suspense } from 'react';
import type { ConversationSession } from '../../live/conversation.ts';
import type { Workplace } from '../frame/workplace.ts';
import { words } from '../words.ts';
import { useStore } from '../work/use-store.ts';
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
  const runs = call?.phase.name === 'active' || call?.phase.name === 'held';
  if (call === null || !runs) return <div hidden />;
  const own = call.legs.find((leg) => leg.personId === who.personId);
  if (own === undefined) return <div hidden />;
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
          <CallStage session={session} devices={workplace.devices} onOpenDevices={onOpenDevices} />
        </Suspense>
      ) : null}
      {isHere || isElsewhere ? null : <div className={styles.stagePlace} />}
    </section>
  );
}
