import type { CustomerRequest } from '@parley/core/conversation/customer-request.ts';
import { useEffect, useRef, useState } from 'preact/hooks';
import { measurePosition } from '../../live/asking/measure-position.ts';
import type { PictureAround } from '../picture/picture-around.ts';
import { requestWords } from '../words-of-requests.ts';
import { RequestCard, useDecline } from './RequestCard.tsx';

const W = requestWords.location;

/** Where the customer is goes to the agent once, and only when they say so (M21). */
export function LocationPrompt({
  request: { id, agentName, obstacle },
  around,
}: {
  readonly request: CustomerRequest;
  readonly around: PictureAround;
}) {
  const { isDeclining, decline } = useDecline(around, id);
  const { isMeasuring, isUnsent, share, forget } = useSharing(around, id);
  return (
    <RequestCard icon="place" region={W.region} title={W.title(agentName)} help={W.help(agentName)}>
      <Says isMeasuring={isMeasuring} trouble={isUnsent ? W.failed : null}>
        {obstacle === null ? null : W.obstacles[obstacle](agentName)}
      </Says>
      <div class="wanted-buttons">
        {/* Never disabled: a browser whose question was put aside asks again only when pressed again. */}
        <button type="button" class="primary" data-first="" onClick={share}>
          {obstacle === null && !isUnsent ? W.share : W.again}
        </button>
        <button
          type="button"
          class="secondary"
          disabled={isDeclining}
          onClick={() => {
            forget();
            decline();
          }}
        >
          {W.decline}
        </button>
      </div>
    </RequestCard>
  );
}

function Says({
  isMeasuring,
  trouble,
  children,
}: {
  readonly isMeasuring: boolean;
  readonly trouble: string | null;
  /** What stood in the way last time. */
  readonly children: string | null;
}) {
  if (isMeasuring) {
    return (
      <p class="wanted-says" role="status">
        {W.measuring}
      </p>
    );
  }
  const said = trouble ?? children;
  return said === null ? null : (
    <p class="wanted-trouble" role="alert">
      {said}
    </p>
  );
}

/** Measures and sends, the newest press alone; whoever says no while it is measured has sent nothing. */
function useSharing({ connection, conversation }: PictureAround, requestId: string) {
  const [isMeasuring, setMeasuring] = useState(false);
  const [isUnsent, setUnsent] = useState(false);
  const wanted = useRef<object | null>(null);
  const forget = (): void => {
    wanted.current = null;
    setMeasuring(false);
  };
  useEffect(
    () => () => {
      wanted.current = null;
    },
    [],
  );
  const share = async (): Promise<void> => {
    const own = {};
    wanted.current = own;
    setMeasuring(true);
    setUnsent(false);
    const measured = await measurePosition();
    if (wanted.current !== own) return;
    const about = { conversationId: conversation.conversationId, requestId };
    const answer = measured.ok
      ? await connection.send('send-position', { ...about, position: measured.position })
      : await connection.send('report-position-obstacle', {
          ...about,
          obstacle: measured.obstacle,
        });
    if (wanted.current !== own) return;
    setMeasuring(false);
    // Taken back meanwhile: the request goes away by itself.
    setUnsent(!answer.ok && answer.code !== 'request-closed');
  };
  return { isMeasuring, isUnsent, share: () => void share(), forget };
}
