import type { ConversationSession } from '../../live/conversation.ts';
import type { Workplace } from '../frame/workplace.ts';
import { useStore } from '../work/use-store.ts';
import styles from './SharedPicture.module.css';
import { SharedPicture } from './SharedPicture.tsx';

type Props = { readonly workplace: Workplace; readonly conversation: ConversationSession };

/** A picture of the session that both draw on while no picture of a call is seen (A9). */
export function OpenPicture({ workplace, conversation }: Props) {
  const { picture } = useStore(conversation.state).view;
  if (picture === null) return null;
  return (
    <div className={styles.open}>
      <SharedPicture workplace={workplace} conversation={conversation} picture={picture} />
    </div>
  );
}
