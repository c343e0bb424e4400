import { useStore } from '../../ui/use-store.ts';
import { OverPage } from '../over/OverPage.tsx';
import { NotePage } from '../pages/NotePage.tsx';
import { words } from '../words.ts';
import { LiveRoom } from './LiveRoom.tsx';
import type { OpenRoom } from './open-room.ts';
import { roomNow } from './room-now.ts';

/** The room from Join to its end: waiting, the call, and what comes after it. */
export function RoomScreen({ room }: { readonly room: OpenRoom }) {
  const conversation = useStore(room.conversation.state);
  const calls = useStore(room.calls.state);
  const now = roomNow(conversation, calls, room.roomId);
  switch (now.at) {
    case 'opening':
      return <NotePage icon="video" title={words.loading} />;
    case 'call':
      return <LiveRoom key={now.session.legId} room={room} session={now.session} />;
    case 'elsewhere':
      return (
        <NotePage icon="out" title={words.moved.title} help={words.moved.help}>
          <button type="button" class="primary big" onClick={room.calls.moveHere}>
            {words.taken.go}
          </button>
        </NotePage>
      );
    case 'over':
      return <OverPage room={room} over={now} />;
  }
}
