import { Button, Textarea, TextInput } from '@mantine/core';
import type { Contact } from '@parley/contracts/directory.ts';
import { CONTACT_LENGTHS, type ContactField } from '@parley/contracts/limits.ts';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Notice } from '../session/Notice.tsx';
import styles from './ContactForm.module.css';
import { type Draft, saveContact } from './contact-requests.ts';
import { contactWords } from './contact-words.ts';
import { refusalInWords } from './refusal-in-words.ts';

type Props = {
  /** Null for a new one. */
  readonly contact: Contact | null;
  readonly onSaved: () => void;
  readonly onCancel: () => void;
  readonly onRemove: (contact: Contact) => void;
};

const EMPTY: Draft = { name: '', number: '', email: '', company: '', note: '' };

/** Adds or changes a contact. */
export function ContactForm({ contact, onSaved, onCancel, onRemove }: Props) {
  const [draft, setDraft] = useState<Draft>(contact ?? EMPTY);
  const [told, setTold] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);

  const fieldOf = (field: ContactField) => ({
    label: contactWords.field[field],
    value: draft[field],
    maxLength: CONTACT_LENGTHS[field],
    autoComplete: 'off',
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
      const { value } = event.currentTarget;
      setDraft((now) => ({ ...now, [field]: value }));
    },
  });

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    setAsking(true);
    const { name, number, email, company, note } = draft;
    const reply = await saveContact(contact?.id ?? null, { name, number, email, company, note });
    setAsking(false);
    if (reply.ok) onSaved();
    else setTold(refusalInWords(reply.problem));
  }

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <TextInput ref={first} {...fieldOf('name')} required withAsterisk={false} />
      <div className={styles.pair}>
        <TextInput
          {...fieldOf('number')}
          type="tel"
          description={contactWords.form.reach}
          inputWrapperOrder={['label', 'input', 'description']}
        />
        <TextInput {...fieldOf('email')} inputMode="email" />
      </div>
      <TextInput {...fieldOf('company')} />
      <Textarea {...fieldOf('note')} rows={4} />
      <Notice tone="stop" text={told} />
      <div className={styles.actions}>
        {contact === null ? null : (
          <Button
            className={styles.apart}
            variant="light"
            color="stop"
            onClick={() => onRemove(contact)}
          >
            {contactWords.form.remove}
          </Button>
        )}
        <Button variant="subtle" color="plain" onClick={onCancel}>
          {contactWords.form.cancel}
        </Button>
        <Button type="submit" loading={asking}>
          {contactWords.form.save}
        </Button>
      </div>
    </form>
  );
}
