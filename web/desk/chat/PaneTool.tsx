import { isOpen } from '@parley/core/conversation/room-rules.ts';
import type { ConversationView } from '@parley/core/conversation/view.ts';
import type { DeskConversation } from '@parley/core/presence/desk-view.ts';
import { VideoRequestPanel } from '../asking/VideoRequestPanel.tsx';
import type { Workplace } from '../frame/workplace.ts';
import { RoomPanel } from '../video/RoomPanel.tsx';
import styles from './ConversationPane.module.css';
import type { Front, PaneTab } from './use-pane-tab.ts';

type Props = {
  readonly workplace: Workplace;
  readonly row: DeskConversation;
  readonly view: ConversationView;
  readonly tab: PaneTab;
  readonly front: Front['call'];
};

/** What the chosen tab has beside the call: the room, or the question for video. */
export function PaneTool({ workplace, row, view, tab, front }: Props) {
  const { conversationId, customerName } = row;
  const { room, videoRequest } = view;
  const inCall = front !== 'none';
  // A call that is in no room needs no word about rooms.
  const withRoom = tab === 'video' && (!inCall || (room !== null && isOpen(room)));
  if (withRoom) {
    return (
      <div className={styles.tool}>
        <RoomPanel
          workplace={workplace}
          conversationId={conversationId}
          name={customerName}
          room={room}
          inCall={inCall}
        />
      </div>
    );
  }
  if (tab !== 'call' || inCall) return null;
  return (
    <div className={styles.tool}>
      <VideoRequestPanel
        workplace={workplace}
        conversationId={conversationId}
        name={customerName}
        request={videoRequest}
      />
    </div>
  );
}
