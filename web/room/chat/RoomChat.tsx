import '../../ui/chat/chat.css';
import './room-chat.css';
import { useEffect, useRef } from 'preact/hooks';
import type { ConversationSession } from '../../live/conversation.ts';
import type { SharedFiles } from '../../live/files/shared-files.ts';
import { Composer } from '../../ui/chat/Composer.tsx';
import { Log } from '../../ui/chat/Log.tsx';
import { Icon } from '../../ui/icons/Icon.tsx';
import { roomWords } from '../words.ts';

/** The chat over the video: it comes and goes, the call stays (T8). */
export function RoomChat({
  conversation,
  files,
  onClose,
}: {
  readonly conversation: ConversationSession;
  readonly files: SharedFiles;
  readonly onClose: () => void;
}) {
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    // A phone's keyboard would hide what is to be read.
    const isTouch = window.matchMedia('(pointer: coarse)').matches;
    const first = isTouch ? 'button' : 'textarea';
    place.current?.querySelector<HTMLElement>(first)?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    const closeOnEscape = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onClose();
    };
    document.addEventListener('keydown', closeOnEscape);
    return () => document.removeEventListener('keydown', closeOnEscape);
  }, [onClose]);
  return (
    <section class="room-chat" aria-label={roomWords.chat} ref={place}>
      <div class="room-chat-top">
        <h2>{roomWords.chat}</h2>
        <button type="button" class="round" aria-label={roomWords.hideChat} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <Log conversation={conversation} files={files} />
      <Composer conversation={conversation} files={files} />
    </section>
  );
}
