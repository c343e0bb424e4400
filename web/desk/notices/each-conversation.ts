import type { Desk } from '../../live/desk.ts';

/** Follows every conversation of the agent's list; gives back how to stop. */
export function eachConversation(desk: Desk, changed: () => void): () => void {
  const followed = new Map<string, () => void>();
  const look = (): void => {
    const listed = new Set(desk.state.get().view.conversations.map((one) => one.conversationId));
    for (const id of listed) if (!followed.has(id)) followed.set(id, follow(desk, id, changed));
    for (const [id, stop] of followed) {
      if (listed.has(id)) continue;
      stop();
      followed.delete(id);
    }
  };
  const stop = desk.state.subscribe(look);
  look();
  return () => {
    stop();
    for (const unfollow of followed.values()) unfollow();
  };
}

function follow(desk: Desk, id: string, changed: () => void): () => void {
  const { state, call } = desk.conversation(id);
  const stops = [state.subscribe(changed), call.subscribe(changed)];
  return () => {
    for (const stop of stops) stop();
  };
}
