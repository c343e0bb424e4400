import '../files/files.css';
import { MESSAGE_LENGTH } from '@parley/contracts/limits.ts';
import { useEffect, useState } from 'preact/hooks';
import type { ConversationSession } from '../../live/conversation.ts';
import type { SharedFiles } from '../../live/files/shared-files.ts';
import { kept } from '../../live/kept.ts';
import { AttachButton } from '../files/AttachButton.tsx';
import { DropPlace } from '../files/DropPlace.tsx';
import { UploadList } from '../files/UploadList.tsx';
import { Icon } from '../icons/Icon.tsx';
import { words } from '../words.ts';

/** What is being written; a reload or a page change does not lose it. */
export function Composer({
  conversation,
  files,
}: {
  readonly conversation: ConversationSession;
  readonly files: SharedFiles;
}) {
  const { conversationId } = conversation;
  const [draft] = useState(() => kept('sessionStorage', `parley-draft:${conversationId}`, isText));
  const [text, setText] = useState(() => draft.read() ?? '');
  useEffect(() => () => conversation.stoppedTyping(), [conversation]);
  const isEmpty = text.trim() === '';
  const change = (next: string): void => {
    setText(next);
    draft.write(next === '' ? null : next);
    if (next.trim() === '') conversation.stoppedTyping();
    else conversation.typed();
  };
  const send = (): void => {
    if (isEmpty) return;
    conversation.sendMessage(text.trim());
    change('');
  };
  return (
    <>
      <UploadList files={files} />
      <form
        class="composer"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <AttachButton files={files} />
        <textarea
          aria-label={words.chat.message}
          placeholder={words.chat.placeholder}
          rows={1}
          maxLength={MESSAGE_LENGTH}
          value={text}
          data-first=""
          enterkeyhint="send"
          onInput={(event) => change(event.currentTarget.value)}
          onPaste={(event) => {
            const pasted = [...(event.clipboardData?.files ?? [])];
            if (pasted.length === 0) return;
            event.preventDefault();
            files.sendToChat(pasted);
          }}
          onBlur={conversation.stoppedTyping}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        <button
          type="submit"
          class="send"
          aria-label={words.chat.send}
          disabled={isEmpty}
          onPointerDown={(event) => event.preventDefault()}
        >
          <Icon name="send" size={20} />
        </button>
      </form>
      <DropPlace files={files} />
    </>
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
