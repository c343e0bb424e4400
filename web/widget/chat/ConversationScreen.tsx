import '../../ui/chat/chat.css';
import '../asking/asking.css';
import type { PublicEntry } from '@parley/contracts/rest.ts';
import { useEffect } from 'preact/hooks';
import { useStore } from '../../ui/use-store.ts';
import { CallbackScreen } from '../asking/CallbackScreen.tsx';
import { useWish } from '../asking/use-wish.ts';
import type { CallsAre } from '../entry/entry.ts';
import { focusFirst } from '../frame/focus.ts';
import { ChatHeader } from './ChatHeader.tsx';
import { ChatPart } from './ChatPart.tsx';
import type { Panel } from './panel.ts';
import type { Session } from './session.ts';
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
  const wish = useWish(session, entry);
  const told = useStore(connection.mediaState) ?? media;
  const isChatShown = call.place !== 'full' && call.place !== 'strip';
  useTold({ session, panel, isChatShown });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown anew starts at its first control.
  useEffect(() => {
    if (panel.state.get().isOpen) focusFirst();
  }, [call.place, panel]);
  const isLost = state.refused !== null || line.state === 'signed-out';
  useEffect(() => {
    if (isLost) panel.forget();
  }, [isLost, panel]);

  const isCallOn = call.place !== 'none';
  const openWish = (): void => {
    if (isCallOn) call.setPlace('bar');
    wish.open();
  };
  const onWish = wish.isOffered ? openWish : null;
  const shownCall = loaded !== null && isCallOn && (
    <loaded.code.CallPanel
      calls={loaded.calls}
      around={session}
      place={call.place}
      onPlace={call.setPlace}
      onClose={call.close}
      onCallback={onWish}
    />
  );
  const { ask, close, name } = wish;
  const isWishing = isChatShown && wish.isOpen;
  return (
    <>
      {isWishing && (
        <CallbackScreen
          title={entry.name}
          fields={[]}
          name={name}
          onAsk={ask}
          onBack={close}
          onClose={call.close}
        />
      )}
      {isChatShown && !isWishing && (
        <ChatHeader
          entry={entry}
          media={told}
          session={session}
          isCallOn={isCallOn}
          onClose={call.close}
        />
      )}
      {shownCall}
      {isChatShown && !isWishing && (
        <ChatPart session={session} isCallOn={isCallOn} onWish={onWish} />
      )}
    </>
  );
}
