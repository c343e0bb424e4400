import { Button } from '@mantine/core';
import type { Contact } from '@parley/contracts/directory.ts';
import { CONTACT_LENGTHS, type ContactField } from '@parley/contracts/limits.ts';
import styles from './ContactForm.module.css';
import { contactWords } from './contact-words.ts';

type Props = { readonly contact: Contact; readonly onBack: () => void };

/** A contact for those who may read it. */
export function ContactDetails({ contact, onBack }: Props) {
  const filled = (Object.keys(CONTACT_LENGTHS) as ContactField[]).filter(
    (field) => field !== 'name' && contact[field] !== '',
  );
  return (
    <div className={styles.form}>
      <dl className={styles.details}>
        {filled.map((field) => (
          <div key={field}>
            <dt className={styles.label}>{contactWords.field[field]}</dt>
            <dd className={styles.value}>{contact[field]}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.actions}>
        <Button variant="light" data-autofocus onClick={onBack}>
          {contactWords.back}
        </Button>
      </div>
    </div>
  );
}
