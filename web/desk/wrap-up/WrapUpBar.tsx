import type { Workplace } from '../frame/workplace.ts';
import { InRoomDialog } from '../video/InRoomDialog.tsx';
import { videoWords } from '../video/video-words.ts';
import { useStore } from '../work/use-store.ts';
import { WrapUpForm } from './WrapUpForm.tsx';
import styles from './WrapUps.module.css';

/** Every call that waits for its code and note, one line each, whatever is on screen below. */
export function WrapUpBar({ workplace }: { readonly workplace: Workplace }) {
  const { connection, lists, rooms, wrapUps } = workplace;
  const cards = useStore(wrapUps.cards);
  const codes = useStore(lists.state)?.wrapUpCodes ?? [];
  const held = useStore(wrapUps.heldByRoom);

  async function leaveAndFinish(callId: string): Promise<void> {
    if (!(await rooms.leaveAll())) return;
    wrapUps.stayInRoom();
    await wrapUps.finish(callId);
  }

  return (
    <div className={styles.place}>
      {cards.map((card) => (
        <WrapUpForm
          key={card.callId}
          card={card}
          codes={codes}
          connection={connection}
          wrapUps={wrapUps}
        />
      ))}
      {held === null ? null : (
        <InRoomDialog
          why={videoWords.leaveFirst.wrapUp}
          onDisconnect={() => leaveAndFinish(held)}
          onStay={wrapUps.stayInRoom}
        />
      )}
    </div>
  );
}
