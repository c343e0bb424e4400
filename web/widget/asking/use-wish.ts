import type { PublicEntry } from '@parley/contracts/rest.ts';
import type { ConversationView } from '@parley/core/conversation/view.ts';
import { useEffect, useState } from 'preact/hooks';
import { useStore } from '../../ui/use-store.ts';
import type { Session } from '../chat/session.ts';
import { mayWish } from './may-wish.ts';
import type { Wish } from './wish.ts';

/** Whoever waits may be called back instead (E15). */
export function useWish(session: Session, entry: PublicEntry) {
  const { view } = useStore(session.conversation.state);
  const [isOpen, setOpen] = useState(false);
  const isOffered = entry.buttons.callback && mayWish(view);
  useEffect(() => {
    if (!isOffered) setOpen(false);
  }, [isOffered]);
  return {
    isOffered,
    isOpen: isOpen && isOffered,
    open: () => setOpen(true),
    close: () => setOpen(false),
    ask: (wish: Wish) => ask(session, wish),
    name: nameGiven(view),
  };
}

async function ask({ connection, conversationId }: Session, wish: Wish): Promise<string | null> {
  const answer = await connection.send('request-callback', { conversationId, ...wish });
  return answer.ok ? null : answer.code;
}

/** A name that the customer gave; who gave none is called something by the server. */
function nameGiven({ customer, form }: ConversationView): string {
  return form.name ?? (customer.name === NAMELESS ? '' : customer.name);
}

const NAMELESS = 'Visitor';
