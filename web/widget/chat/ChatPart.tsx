import { RequestPlace } from '../../ui/asking/RequestPlace.tsx';
import { Composer } from '../../ui/chat/Composer.tsx';
import { Log } from '../../ui/chat/Log.tsx';
import { PicturePlace } from '../../ui/picture/PicturePlace.tsx';
import { useStore } from '../../ui/use-store.ts';
import { words } from '../../ui/words.ts';
import { askingWords } from '../../ui/words-of-asking.ts';
import { CallbackCard } from '../asking/CallbackCard.tsx';
import { FeedbackPlace } from '../asking/FeedbackPlace.tsx';
import { VideoPrompt } from '../asking/VideoPrompt.tsx';
import type { Session } from './session.ts';

/** What was written and is being written, and what either side asks of the other. */
export function ChatPart({
  session,
  isCallOn,
  onWish,
}: {
  readonly session: Session;
  readonly isCallOn: boolean;
  /** Opens the form for a callback; null where none is offered now. */
  readonly onWish: (() => void) | null;
}) {
  const { conversation, connection, files } = session;
  const line = useStore(connection.state);
  const isLost = useStore(session.calls.isLost);
  return (
    <>
      {line.state === 'offline' && (
        <p class="banner" role="status">
          {words.chat.offline}
        </p>
      )}
      {isLost && (
        <p class="banner" role="alert">
          {words.chat.callLost}{' '}
          <button type="button" class="link" onClick={() => location.reload()}>
            {words.tryAgain}
          </button>
        </p>
      )}
      {!isCallOn && <VideoPrompt session={session} />}
      <RequestPlace around={session} />
      <CallbackCard session={session} />
      {onWish !== null && !isCallOn && (
        <p class="offer">
          <button type="button" class="link" onClick={onWish}>
            {askingWords.callback.offer}
          </button>
        </p>
      )}
      <PicturePlace around={session} />
      <Log conversation={conversation} files={files} />
      {!isCallOn && <FeedbackPlace session={session} />}
      <Composer conversation={conversation} files={files} />
    </>
  );
}
