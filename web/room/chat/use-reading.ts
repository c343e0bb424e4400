import { useEffect } from 'preact/hooks';
import type { ConversationSession } from '../../live/conversation.ts';

/** What is written is read as soon as the chat is before the person's eyes. */
export function useReading(conversation: ConversationSession, isChatOpen: boolean): void {
  useEffect(() => {
    const look = (): void =>
      conversation.setVisible(isChatOpen && document.visibilityState === 'visible');
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [conversation, isChatOpen]);
}
