import type { Contact } from '@parley/contracts/directory.ts';
import type { SignedIn } from '@parley/contracts/rest.ts';
import { can } from '@parley/core/access/can.ts';
import { useState } from 'react';
import { Dialog } from '../frame/Dialog.tsx';
import { ContactDetails } from './ContactDetails.tsx';
import { ContactForm } from './ContactForm.tsx';
import { ContactList } from './ContactList.tsx';
import { contactWords } from './contact-words.ts';
import { ImportPanel } from './ImportPanel.tsx';
import { RemovePanel } from './RemovePanel.tsx';
import { useContacts } from './use-contacts.ts';

/** What the dialog shows: the list, or one thing about it. */
type Face =
  | { readonly name: 'list' }
  | { readonly name: 'form'; readonly contact: Contact | null }
  | { readonly name: 'details'; readonly contact: Contact }
  | { readonly name: 'remove'; readonly contact: Contact }
  | { readonly name: 'import' };

type Props = { readonly who: SignedIn; readonly onClose: () => void };

const LIST: Face = { name: 'list' };

/** The contacts of the house. Everybody reads them; supervisors and administrators keep them. */
export function ContactsDialog({ who, onClose }: Props) {
  const [q, setQ] = useState('');
  const [face, setFace] = useState<Face>(LIST);
  const contacts = useContacts(q);
  const keeps = maySave(who);

  const toList = (): void => setFace(LIST);
  const changed = (): void => {
    toList();
    contacts.reload();
  };
  const leave = (): void => {
    if (face.name === 'list') onClose();
    else if (face.name === 'import') changed();
    else toList();
  };
  return (
    <Dialog title={titleOf(face)} onClose={leave} size="xl">
      {face.name === 'list' ? (
        <ContactList
          contacts={contacts}
          q={q}
          keeps={keeps}
          onSearch={setQ}
          onAdd={() => setFace({ name: 'form', contact: null })}
          onImport={() => setFace({ name: 'import' })}
          onOpen={(contact) =>
            setFace(keeps ? { name: 'form', contact } : { name: 'details', contact })
          }
        />
      ) : null}
      {face.name === 'details' ? <ContactDetails contact={face.contact} onBack={toList} /> : null}
      {face.name === 'form' ? (
        <ContactForm
          contact={face.contact}
          onSaved={changed}
          onCancel={toList}
          onRemove={(contact) => setFace({ name: 'remove', contact })}
        />
      ) : null}
      {face.name === 'remove' ? (
        <RemovePanel
          contact={face.contact}
          onRemoved={changed}
          onKeep={() => setFace({ name: 'form', contact: face.contact })}
        />
      ) : null}
      {face.name === 'import' ? <ImportPanel onDone={changed} /> : null}
    </Dialog>
  );
}

function maySave({ personId, role, queues }: SignedIn): boolean {
  return can({ personId, role, queueIds: queues.map((queue) => queue.id) }, 'manage-contacts');
}

function titleOf(face: Face): string {
  switch (face.name) {
    case 'list':
      return contactWords.title;
    case 'details':
      return face.contact.name;
    case 'form':
      return face.contact === null ? contactWords.form.add : contactWords.form.edit;
    case 'remove':
      return contactWords.remove.title(face.contact.name);
    case 'import':
      return contactWords.csv.title;
  }
}
