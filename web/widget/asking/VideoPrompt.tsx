import type { VideoRequest } from '@parley/core/conversation/asking.ts';
import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../../ui/icons/Icon.tsx';
import { useStore } from '../../ui/use-store.ts';
import { askingWords } from '../../ui/words-of-asking.ts';
import { prefetchCalls } from '../chat/call-door.ts';
import type { Session } from '../chat/session.ts';
import { openRequest } from './open-request.ts';
import { useRing } from './use-ring.ts';

const W = askingWords.video;

/** An agent asks for video: it rings until it is answered or over (E7). */
export function VideoPrompt({ session }: { readonly session: Session }) {
  const { view } = useStore(session.conversation.state);
  const request = openRequest(view);
  const [answeredId, setAnswered] = useState<string | null>(null);
  if (request === null || request.id === answeredId) return null;
  return (
    <Prompt
      key={request.id}
      request={request}
      isCallback={view.callback?.state === 'with-agent'}
      onAccept={() => session.calls.acceptVideo(request)}
      onDecline={() => {
        setAnswered(request.id);
        void decline(session, request.id).then((isTaken) => {
          if (!isTaken) setAnswered(null);
        });
      }}
    />
  );
}

async function decline(session: Session, requestId: string): Promise<boolean> {
  const { conversationId, connection } = session;
  const said = { conversationId, requestId, outcome: 'declined' } as const;
  const answer = await connection.send('answer-video-request', said);
  // Taken back, or answered in another tab: there is nothing left to answer.
  return answer.ok || answer.code === 'request-closed';
}

function Prompt({
  request: { agentName },
  isCallback,
  onAccept,
  onDecline,
}: {
  readonly request: VideoRequest;
  readonly isCallback: boolean;
  readonly onAccept: () => void;
  readonly onDecline: () => void;
}) {
  useRing();
  useEffect(() => prefetchCalls(), []);
  return (
    <section class="asked rings" aria-label={W.region}>
      <div class="asked-what" role="alert">
        <span class="badge-icon">
          <Icon name="video" />
        </span>
        <div>
          <h2>{isCallback ? W.callsBack(agentName) : W.title(agentName)}</h2>
          <p>{W.help(agentName)}</p>
        </div>
      </div>
      <div class="asked-buttons">
        <button type="button" class="primary" data-first="" onClick={onAccept}>
          {W.accept}
        </button>
        <button type="button" class="secondary" onClick={onDecline}>
          {W.decline}
        </button>
      </div>
    </section>
  );
}
