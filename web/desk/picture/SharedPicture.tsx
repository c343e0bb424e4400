import type { PictureView } from '@parley/core/picture-sharing/view.ts';
import type { ConversationSession } from '../../live/conversation.ts';
import type { Drawing } from '../../live/picture-sharing/drawing.ts';
import type { Workplace } from '../frame/workplace.ts';
import { Paper } from './Paper.tsx';
import { pictureWords } from './picture-words.ts';
import styles from './SharedPicture.module.css';
import { useDrawing } from './use-drawing.ts';
import { useImage } from './use-image.ts';

type Props = {
  readonly workplace: Workplace;
  readonly conversation: ConversationSession;
  readonly picture: PictureView;
};

/** The frozen picture of both sides: drawn on live, taken back, deleted or sent (A1 to A5). */
export function SharedPicture({ workplace, conversation, picture }: Props) {
  const drawing = useDrawing(workplace, conversation);
  return (
    <section className={styles.shared} aria-label={pictureWords.region}>
      {drawing === null ? null : (
        <Laid
          key={picture.id}
          workplace={workplace}
          conversationId={conversation.conversationId}
          drawing={drawing}
          picture={picture}
        />
      )}
    </section>
  );
}

type LaidProps = {
  readonly workplace: Workplace;
  readonly conversationId: string;
  readonly drawing: Drawing;
  readonly picture: PictureView;
};

function Laid({ workplace, conversationId, drawing, picture }: LaidProps) {
  const files = workplace.files.of(conversationId);
  const loading = useImage(files, picture.fileId);
  const stamp = pictureWords.stamp(workplace.connection.localTime(picture.at));
  return (
    <Paper
      workplace={workplace}
      conversationId={conversationId}
      files={files}
      drawing={drawing}
      loading={loading}
      size={picture.size}
      stamp={stamp}
    />
  );
}
