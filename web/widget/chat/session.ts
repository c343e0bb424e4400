import type { HostPage } from '@parley/core/conversation/events.ts';
import { connectToServer } from '../../live/connect-to-server.ts';
import type { Connection } from '../../live/connection.ts';
import { type ConversationSession, openConversation } from '../../live/conversation.ts';
import { openFiles, type SharedFiles } from '../../live/files/shared-files.ts';
import { createStore, type OwnedStore } from '../../live/store.ts';
import { openTabId } from '../../live/tab-id.ts';
import { type CallDoor, openCallDoor } from './call-door.ts';

/** What proves the customer and names the conversation. */
export type Proof = { readonly conversationId: string; readonly token: string };

/** A conversation that goes on in this frame, with its line to the server and its calls. */
export type Session = {
  readonly conversationId: string;
  readonly connection: Connection;
  readonly conversation: ConversationSession;
  readonly calls: CallDoor;
  readonly files: SharedFiles;
  readonly changePage: (page: HostPage) => void;
  readonly close: () => void;
};

/** Opens the line and follows the conversation. */
export async function openSession(proof: Proof): Promise<Session> {
  const { conversationId, token } = proof;
  const tabId = await openTabId();
  const connection = connectToServer({ url: location.origin, tabId, token });
  const conversation = openConversation({ connection, conversationId, side: 'customer' });
  const calls = openCallDoor({ connection, conversation });
  const files = openFiles({ connection, conversationId, token });
  return {
    conversationId,
    connection,
    conversation,
    calls,
    files,
    changePage: tellPages(conversation),
    close: () => {
      calls.close();
      files.close();
      conversation.close();
      connection.close();
    },
  };
}

/** Tells the agent's side where the customer is, once history is known and only when it changed. */
function tellPages(conversation: ConversationSession): (page: HostPage) => void {
  const wanted: OwnedStore<HostPage | null> = createStore<HostPage | null>(null);
  let told: string | null = null;
  const tell = (): void => {
    const page = wanted.get();
    const { loaded, view } = conversation.state.get();
    if (page === null || !loaded) return;
    if ((told ?? view.page?.url) === page.url) return;
    told = page.url;
    void conversation.changePage(page);
  };
  wanted.subscribe(tell);
  conversation.state.subscribe(tell);
  return wanted.set;
}
