import { Button, Loader, TextInput } from '@mantine/core';
import type { Contact } from '@parley/contracts/directory.ts';
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { Notice } from '../session/Notice.tsx';
import { words } from '../words.ts';
import styles from './ContactList.module.css';
import { exportContacts } from './contact-requests.ts';
import { contactWords } from './contact-words.ts';
import type { Contacts, Listed } from './use-contacts.ts';

type Props = {
  readonly contacts: Contacts;
  readonly q: string;
  readonly keeps: boolean;
  readonly onSearch: (q: string) => void;
  readonly onAdd: () => void;
  readonly onImport: () => void;
  readonly onOpen: (contact: Contact) => void;
};

/** Everybody in the book by name, searched as typed. */
export function ContactList({ contacts, q, keeps, onSearch, onAdd, onImport, onOpen }: Props) {
  const { listed, failed, reload, more } = contacts;
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => search.current?.focus(), []);

  return (
    <div className={styles.face}>
      <TextInput
        ref={search}
        type="search"
        aria-label={contactWords.search}
        placeholder={contactWords.search}
        data-autofocus
        leftSection={<Icon name="search" size={16} />}
        value={q}
        maxLength={120}
        onChange={(event) => onSearch(event.currentTarget.value)}
      />
      {keeps ? <Keeping onAdd={onAdd} onImport={onImport} /> : null}
      <p className={styles.count} role="status">
        {listed === null ? null : countOf(listed)}
      </p>
      {listed === null && !failed ? <Loader size="sm" aria-label={words.loading} /> : null}
      {listed !== null && listed.contacts.length > 0 ? (
        <div className={styles.scroll}>
          <ul aria-label={contactWords.list}>
            {listed.contacts.map((contact) => (
              <li key={contact.id}>
                <ContactRow contact={contact} onOpen={() => onOpen(contact)} />
              </li>
            ))}
          </ul>
          {listed.next === null ? null : (
            <Button variant="light" fullWidth onClick={more}>
              {contactWords.more}
            </Button>
          )}
        </div>
      ) : null}
      {listed?.contacts.length === 0 && !failed ? <Nothing q={listed.q} keeps={keeps} /> : null}
      {failed ? (
        <div className={styles.failed}>
          <Notice tone="stop" text={contactWords.notLoaded} />
          <Button variant="light" onClick={reload}>
            {words.tryAgain}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function countOf({ q, total }: Listed): string {
  if (total === 0) return '';
  return q.trim() === '' ? contactWords.count(total) : contactWords.found(total);
}

function Keeping({ onAdd, onImport }: Pick<Props, 'onAdd' | 'onImport'>) {
  const [saving, setSaving] = useState(false);
  const [told, setTold] = useState<string | null>(null);

  async function save(): Promise<void> {
    setSaving(true);
    const saved = await exportContacts();
    setSaving(false);
    setTold(saved ? null : contactWords.csv.notSaved);
  }

  return (
    <>
      <div className={styles.keeping}>
        <Button leftSection={<Icon name="plus" size={16} />} onClick={onAdd}>
          {contactWords.add}
        </Button>
        <Button variant="light" leftSection={<Icon name="file-in" size={16} />} onClick={onImport}>
          {contactWords.csv.in}
        </Button>
        <Button
          variant="light"
          leftSection={<Icon name="file-out" size={16} />}
          loading={saving}
          onClick={() => void save()}
        >
          {contactWords.csv.out}
        </Button>
      </div>
      {told === null ? null : <Notice tone="stop" text={told} />}
    </>
  );
}

function ContactRow({
  contact,
  onOpen,
}: {
  readonly contact: Contact;
  readonly onOpen: () => void;
}) {
  const { name, company, number, email } = contact;
  return (
    <button type="button" className={styles.row} onClick={onOpen}>
      <span className={styles.who}>
        <span className={styles.name}>{name}</span>
        <span className={styles.company}>{company}</span>
      </span>
      <span className={styles.reach}>
        <span className="number">{number}</span>
        <span className={styles.email}>{email}</span>
      </span>
    </button>
  );
}

function Nothing({ q, keeps }: { readonly q: string; readonly keeps: boolean }) {
  const searched = q.trim() !== '';
  const help = keeps ? contactWords.emptyHelp.keeper : contactWords.emptyHelp.reader;
  return (
    <div className={styles.nothing}>
      <Icon name={searched ? 'search' : 'contacts'} size={26} />
      <p>{searched ? contactWords.nothing : contactWords.empty}</p>
      {searched ? null : <p className={styles.help}>{help}</p>}
    </div>
  );
}
