import { Button } from '@mantine/core';
import type { VideoRequest } from '@parley/core/conversation/asking.ts';
import type { Workplace } from '../frame/workplace.ts';
import { Icon } from '../icons/Icon.tsx';
import { useVideoObstacle } from '../video/use-video-obstacle.ts';
import { videoWords } from '../video/video-words.ts';
import { useOnePress } from '../work/use-one-press.ts';
import { TimeLeft } from '../wrap-up/TimeLeft.tsx';
import styles from './Asking.module.css';
import { askingWords } from './asking-words.ts';

type Props = {
  readonly workplace: Workplace;
  readonly conversationId: string;
  readonly name: string;
  readonly request: VideoRequest | null;
};

const W = askingWords.video;

/** The Call tab: asks the customer for video in their chat, and says what came of it (E7). */
export function VideoRequestPanel({ workplace, conversationId, name, request }: Props) {
  const { questions, connection } = workplace;
  const obstacle = useVideoObstacle(workplace, conversationId);
  const { isBusy, press } = useOnePress();
  const isPending = request !== null && request.outcome === null;

  return (
    <section className={styles.panel} aria-label={W.region}>
      <p className={styles.title}>{W.title(name)}</p>
      <p className={styles.help}>
        {obstacle === null ? W.help(name) : videoWords.obstacle[obstacle]}
      </p>
      <div className={styles.line}>
        {isPending ? (
          <Button
            size="sm"
            variant="outline"
            color="plain"
            loading={isBusy}
            onClick={() => void press(() => questions.withdraw(conversationId))}
          >
            {W.withdraw}
          </Button>
        ) : (
          <Button
            size="sm"
            leftSection={<Icon name="camera" size={16} />}
            loading={isBusy}
            disabled={obstacle !== null}
            title={obstacle === null ? undefined : videoWords.obstacle[obstacle]}
            onClick={() => void press(() => questions.askForVideo(conversationId))}
          >
            {W.ask}
          </Button>
        )}
        <p
          className={styles.status}
          role="status"
          aria-label={W.status}
          data-outcome={request?.outcome ?? 'none'}
        >
          {isPending ? W.pending(name) : null}
          {request !== null && request.outcome !== null ? W.outcome[request.outcome](name) : null}
        </p>
        {isPending ? (
          <TimeLeft until={connection.localTime(request.until)} label={W.leftToAnswer} />
        ) : null}
      </div>
    </section>
  );
}
