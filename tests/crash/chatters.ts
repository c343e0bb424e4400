import { randomUUID } from 'node:crypto';
import { createConnection } from '../../web/live/connection.ts';
import { type ConversationSession, openConversation } from '../../web/live/conversation.ts';
import type { ShownMessage } from '../../web/live/lines.ts';
import { socketWire } from '../../web/live/wire.ts';

/** A page that chats without pause: the real client core, only without a screen. */
export type Chatter = {
  readonly name: string;
  readonly conversationId: string;
  readonly session: ConversationSession;
  /** Every text this page has shown as sent, in the order in which it wrote them. */
  readonly shownAsSent: readonly string[];
  /** How many it wrote. */
  readonly written: () => number;
  /** Writes no more; settles when all it wrote is shown as sent. */
  readonly finish: () => Promise<void>;
  readonly close: () => void;
};

/** Opens a conversation as the widget does and lets several pages of it chat. */
export async function openChatters(url: string, names: readonly string[]): Promise<Chatter[]> {
  const response = await fetch(`${url}/api/v1/conversations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ entryId: 'web-support', form: {}, page: null }),
  });
  const { conversationId, token } = (await response.json()) as Record<string, string>;
  if (conversationId === undefined || token === undefined) {
    throw new Error(`no conversation was opened: ${response.status}`);
  }
  return names.map((name) => chatter(url, { name, conversationId, token }));
}

type Identity = { readonly name: string; readonly conversationId: string; readonly token: string };

function chatter(url: string, { name, conversationId, token }: Identity): Chatter {
  const tabId = `tab_${randomUUID()}`;
  const connection = createConnection(socketWire({ url, token, tabId }), tabId);
  const session = openConversation({ connection, conversationId, side: 'customer' });
  const shownAsSent: string[] = [];
  const mine = new Set<string>();
  let written = 0;
  let isWriting = true;
  const allShown = Promise.withResolvers<void>();
  const write = (): void => {
    written += 1;
    const text = `${name} ${written}`;
    mine.add(text);
    session.sendMessage(text);
  };
  const take = ({ id, text, status, seq }: ShownMessage): void => {
    if (!mine.has(text)) return;
    if (status === 'failed') session.retry(id);
    if (seq === null) return;
    mine.delete(text);
    shownAsSent.push(text);
  };
  const look = (): void => {
    for (const line of session.state.get().lines) if (line.kind === 'message') take(line.message);
    // One message is always on its way, so that every kill meets one.
    if (mine.size > 0) return;
    if (isWriting) queueMicrotask(write);
    else allShown.resolve();
  };
  session.state.subscribe(look);
  write();
  return {
    name,
    conversationId,
    session,
    shownAsSent,
    written: () => written,
    finish: () => {
      isWriting = false;
      look();
      return allShown.promise;
    },
    close: () => {
      session.close();
      connection.close();
    },
  };
}
