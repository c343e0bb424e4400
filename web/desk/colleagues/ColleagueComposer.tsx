import { MESSAGE_LENGTH } from '@parley/contracts/limits.ts';
import type { Colleague } from '@parley/contracts/staff-messages.ts';
import { useState } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { words } from '../words.ts';
import { draftOf, keepDraft } from '../work/drafts.ts';
import { sendOnEnter } from '../work/send-on-enter.ts';
import styles from './Colleagues.module.css';
import { colleagueWords } from './colleague-words.ts';
import type { Mailbox } from './mailbox.ts';

type Props = { readonly person: Colleague; readonly mailbox: Mailbox };

/** Where one writes to a colleague; what is not sent stays with its thread. */
export function ColleagueComposer({ person, mailbox }: Props) {
  const draftKey = `staff:${person.id}`;
  const [text, setText] = useState(() => draftOf(draftKey));
  const typing = mailbox.typingTo(person.id);
  const over = text.length - MESSAGE_LENGTH;
  const isSendable = text.trim() !== '' && over <= 0;

  function change(next: string): void {
    setText(next);
    keepDraft(draftKey, next);
    if (next === '') typing.stopped();
    else typing.typed();
  }

  function send(): void {
    if (!isSendable) return;
    mailbox.send(person.id, text.trim());
    change('');
  }

  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        className={styles.box}
        aria-label={colleagueWords.message(person.name)}
        aria-invalid={over > 0}
        placeholder={words.chat.placeholder(person.name)}
        rows={1}
        value={text}
        // biome-ignore lint/a11y/noAutofocus: whoever chooses somebody writes to them.
        autoFocus
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={sendOnEnter(send)}
        onBlur={typing.stopped}
      />
      <button
        type="submit"
        className={styles.send}
        aria-label={words.chat.send}
        disabled={!isSendable}
      >
        <Icon name="send" />
      </button>
      {over > 0 ? <p className={styles.over}>{words.chat.tooLong(over)}</p> : null}
    </form>
  );
}
