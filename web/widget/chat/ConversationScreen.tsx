import './chat.css';
import type { PublicEntry } from '@parley/contracts/rest.ts';
import { useEffect } from 'preact/hooks';
import type { CallsAre } from '../entry/entry.ts';
import { focusFirst } from '../frame/focus.ts';
import { useStore } from '../frame/use-store.ts';
import { words } from '../words.ts';
import { ChatHeader } from './ChatHeader.tsx';
import { Composer } from './Composer.tsx';
import { Log } from './Log.tsx';
import type { Panel } from './panel.ts';
import type { Session } from './session.ts';
import { useCallEvents } from './use-call-events.ts';
import { useCallView } from './use-call-view.ts';
import { useTold } from './use-told.ts';

/** A conversation: its log, what is written, and its call above or around it. */
export function ConversationScreen({
  session,
  entry,
  media,
  panel,
}: {
  readonly session: Session;
  readonly entry: PublicEntry;
  readonly media: CallsAre;
  readonly panel: Panel;
}) {
  const { conversation, connection } = session;
  const state = useStore(conversation.state);
  const line = useStore(connection.state);
  const loaded = useStore(session.calls.loaded);
  const call = useCallView(session, panel);
  const told = useStore(connection.mediaState) ?? media;
  const isChatShown = call.place !== 'full' && call.place !== 'strip';
  useTold({ session, panel, isChatShown });
  useCallEvents(session, panel);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown anew starts at its first control.
  useEffect(() => {
    if (panel.state.get().isOpen) focusFirst();
  }, [call.place, panel]);
  const isLost = state.refused !== null || line.state === 'signed-out';
  useEffect(() => {
    if (isLost) panel.forget();
  }, [isLost, panel]);

  const shownCall = loaded !== null && call.place !== 'none' && (
    <loaded.code.CallPanel
      calls={loaded.calls}
      conversation={conversation}
      place={call.place}
      onPlace={call.setPlace}
      onClose={call.close}
    />
  );
  return (
    <>
      {isChatShown && (
        <ChatHeader
          entry={entry}
          media={told}
          session={session}
          isCallOn={call.place !== 'none'}
          onClose={call.close}
        />
      )}
      {shownCall}
      {isChatShown && (
        <>
          {line.state === 'offline' && (
            <p class="banner" role="status">
              {words.chat.offline}
            </p>
          )}
          <Log conversation={conversation} />
          <Composer conversation={conversation} />
        </>
      )}
    </>
  );
}
