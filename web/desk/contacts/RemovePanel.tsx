import { Button } from '@mantine/core';
import type { Contact } from '@parley/contracts/directory.ts';
import { useEffect, useRef, useState } from 'react';
import { Notice } from '../session/Notice.tsx';
import styles from './ContactForm.module.css';
import { removeContact } from './contact-requests.ts';
import { contactWords } from './contact-words.ts';
import { refusalInWords } from './refusal-in-words.ts';

type Props = {
  readonly contact: Contact;
  readonly onRemoved: () => void;
  readonly onKeep: () => void;
};

/** Asks before a contact is deleted; the harmless answer is the one under the fingers. */
export function RemovePanel({ contact, onRemoved, onKeep }: Props) {
  const [told, setTold] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);

  async function remove(): Promise<void> {
    setAsking(true);
    const reply = await removeContact(contact.id);
    setAsking(false);
    // Deleted by somebody else: that is what was wanted.
    if (reply.ok || reply.problem?.code === 'not-found') onRemoved();
    else setTold(refusalInWords(reply.problem));
  }

  return (
    <div className={styles.form}>
      <p className={styles.soft}>{contactWords.remove.help}</p>
      {told === null ? null : <Notice tone="stop" text={told} />}
      <div className={styles.actions}>
        <Button ref={keep} variant="light" onClick={onKeep}>
          {contactWords.remove.keep}
        </Button>
        <Button color="stop" loading={asking} onClick={() => void remove()}>
          {contactWords.remove.confirm}
        </Button>
      </div>
    </div>
  );
}
