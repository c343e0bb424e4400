import { MESSAGE_LENGTH } from '@parley/contracts/limits.ts';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ConversationSession } from '../../live/conversation.ts';
import { AttachButton } from '../files/AttachButton.tsx';
import { Icon } from '../icons/Icon.tsx';
import { words } from '../words.ts';
import { draftOf, keepDraft } from '../work/drafts.ts';
import { sendOnEnter } from '../work/send-on-enter.ts';
import { useShortcut } from '../work/shortcuts.ts';
import styles from './Composer.module.css';

type Props = {
  readonly conversation: ConversationSession;
  readonly name: string;
  readonly refused: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  /** What else can be done from here. */
  readonly children?: ReactNode;
};

/** Where the agent writes; what is not sent stays with its conversation. */
export function Composer({ conversation, name, refused, onFiles, children }: Props) {
  const [text, setText] = useState(() => draftOf(conversation.conversationId));
  const box = useRef<HTMLTextAreaElement>(null);
  const over = text.length - MESSAGE_LENGTH;
  const isSendable = text.trim() !== '' && over <= 0 && !refused;
  useShortcut('message', () => box.current?.focus());

  useEffect(() => {
    const area = box.current;
    if (area === null) return;
    area.style.height = 'auto';
    // An empty text keeps the height of the sheet: nothing moves while it is typed on one line.
    area.style.height = text === '' ? '' : `${area.scrollHeight + 2}px`;
  }, [text]);

  function change(next: string): void {
    setText(next);
    keepDraft(conversation.conversationId, next);
    if (next === '') conversation.stoppedTyping();
    else conversation.typed();
  }

  /** A copied picture is sent; where a program copies both, text stays text. */
  function pasted({ files, types }: DataTransfer): boolean {
    if (files.length === 0 || types.includes('text/plain')) return false;
    onFiles([...files]);
    return true;
  }

  function send(): void {
    if (!isSendable) return;
    conversation.sendMessage(text.trim());
    change('');
    box.current?.focus();
  }

  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className={styles.tools}>
        <AttachButton className={styles.attach} disabled={refused} onChosen={onFiles} />
        {children}
      </div>
      <textarea
        ref={box}
        className={styles.box}
        aria-label={words.chat.message}
        aria-describedby="composer-hint"
        aria-invalid={over > 0}
        placeholder={words.chat.placeholder(name)}
        rows={1}
        value={text}
        disabled={refused}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={sendOnEnter(send)}
        onBlur={conversation.stoppedTyping}
        onPaste={(event) => {
          if (pasted(event.clipboardData)) event.preventDefault();
        }}
      />
      <button
        type="submit"
        className={styles.send}
        aria-label={words.chat.send}
        disabled={!isSendable}
      >
        <Icon name="send" />
      </button>
      <p className={styles.hint} id="composer-hint" data-over={over > 0}>
        {over > 0 ? words.chat.tooLong(over) : words.chat.hint}
      </p>
    </form>
  );
}
