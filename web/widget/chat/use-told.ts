import { useEffect } from 'preact/hooks';
import { useOpenRequest } from '../../ui/asking/RequestPlace.tsx';
import { useStore } from '../../ui/use-store.ts';
import { openRequest } from '../asking/open-request.ts';
import type { Panel } from './panel.ts';
import type { Session } from './session.ts';

/** Keeps both sides told: what the customer has read, and for the host page how much is unread. */
export function useTold({
  session,
  panel,
  isChatShown,
}: {
  readonly session: Session;
  readonly panel: Panel;
  readonly isChatShown: boolean;
}): void {
  const { conversation } = session;
  const { unread, view } = useStore(conversation.state);
  const isWanted = useOpenRequest(session) !== null;
  const asks = openRequest(view) === null && !isWanted ? 0 : 1;
  const { isOpen } = useStore(panel.state);
  useEffect(() => {
    const look = (): void =>
      conversation.setVisible(isOpen && isChatShown && document.visibilityState === 'visible');
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [conversation, isOpen, isChatShown]);
  useEffect(() => {
    // Nobody looks for a bell, or a question, behind a button.
    if (asks > 0 && !panel.state.get().isOpen) panel.send({ type: 'open' });
  }, [panel, asks]);
  useEffect(() => panel.send({ type: 'unread', count: unread + asks }), [panel, unread, asks]);
}
