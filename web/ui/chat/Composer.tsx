import { MESSAGE_LENGTH } from '@parley/contracts/limits.ts';
import { useEffect, useState } from 'preact/hooks';
import type { ConversationSession } from '../../live/conversation.ts';
import { kept } from '../../live/kept.ts';
import { Icon } from '../icons/Icon.tsx';
import { words } from '../words.ts';

/** What is being written; a reload or a page change does not lose it. */
export function Composer({ conversation }: { readonly conversation: ConversationSession }) {
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
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        aria-label={words.chat.message}
        placeholder={words.chat.placeholder}
        rows={1}
        maxLength={MESSAGE_LENGTH}
        value={text}
        data-first=""
        enterkeyhint="send"
        onInput={(event) => change(event.currentTarget.value)}
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
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
