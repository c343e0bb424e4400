import { Icon } from '../../ui/icons/Icon.tsx';
import { askingWords } from '../../ui/words-of-asking.ts';

/** The call goes on in a video room: here is the chat beside it. */
export function RoomLine() {
  return (
    <p class="room-line" role="status">
      <Icon name="video" size={20} />
      <span>
        <b>{askingWords.room.elsewhere}</b> {askingWords.room.elsewhereHelp}
      </span>
    </p>
  );
}
