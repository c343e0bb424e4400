import { useEffect } from 'preact/hooks';
import { useStore } from '../frame/use-store.ts';
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
  const { unread } = useStore(conversation.state);
  const { isOpen } = useStore(panel.state);
  useEffect(() => {
    const look = (): void =>
      conversation.setVisible(isOpen && isChatShown && document.visibilityState === 'visible');
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [conversation, isOpen, isChatShown]);
  useEffect(() => panel.send({ type: 'unread', count: unread }), [panel, unread]);
}
