import type { LineRefusal } from '@parley/contracts/directory.ts';
import type { ContactField } from '@parley/contracts/limits.ts';

const COUNT = new Intl.NumberFormat('en-GB');

const fields: Readonly<Record<ContactField, string>> = {
  name: 'Name',
  number: 'Number',
  email: 'E-mail',
  company: 'Company',
  note: 'Note',
};

/** Why a contact, or a line of a file, was not taken. */
const wrong: Readonly<Record<LineRefusal, (field: string) => string>> = {
  'no-name': () => 'the name is missing.',
  'no-number-or-email': () => 'there is neither a number nor an e-mail address.',
  'wrong-number': () => 'a number has digits and * # + - . ( ) [ ] { } only.',
  'wrong-email': () => 'the e-mail address does not look like one.',
  'too-long': (field) => `${field} is too long.`,
  repeated: () => 'the same number or address stands further up in the file.',
  'wrong-columns': () => 'it has other columns than the first line.',
};

/** Every word of the contacts, in English. */
export const contactWords = {
  title: 'Contacts',
  search: 'Search by name, company or number',
  list: 'Contacts',
  field: fields,
  count: (total: number) => (total === 1 ? '1 contact' : `${COUNT.format(total)} contacts`),
  found: (total: number) => (total === 1 ? '1 match' : `${COUNT.format(total)} matches`),
  add: 'Add contact',
  more: 'Show more',
  open: (name: string) => `Open ${name}`,
  empty: 'No contacts yet.',
  emptyHelp: {
    keeper: 'Add the first one, or import a CSV file.',
    reader: 'Supervisors and administrators add them.',
  },
  nothing: 'Nothing matches.',
  notLoaded: 'The contacts could not be loaded.',
  gone: 'This contact was deleted by somebody else.',
  unreachable: 'The server cannot be reached. Look at your network and try again.',
  failed: 'It did not work. Try again in a moment.',
  notAllowed: 'You may not change contacts.',
  back: 'Back to the list',
  form: {
    add: 'New contact',
    edit: 'Edit contact',
    save: 'Save',
    cancel: 'Cancel',
    remove: 'Delete',
    reach: 'A number or an e-mail address is needed.',
    exists: (name: string) => `${name} has this number or address already.`,
    wrong: (because: LineRefusal, field: ContactField) => {
      const text = wrong[because](fields[field]);
      return text.charAt(0).toUpperCase() + text.slice(1);
    },
  },
  remove: {
    title: (name: string) => `Delete ${name}?`,
    help: 'The contact is gone for everybody. Calls and conversations stay.',
    confirm: 'Delete contact',
    keep: 'Keep',
  },
  csv: {
    in: 'Import CSV',
    out: 'Export CSV',
    title: 'Import contacts',
    reading: 'Reading the file…',
    help: 'The first line names the columns: a name, and a number or an e-mail address; company and note as well if you like. Commas, semicolons or tabs stand between. Whoever is known by number is updated.',
    choose: 'Choose a file',
    another: 'Choose another file',
    done: 'Done',
    tooLarge: 'The file is larger than 5 MB. Split it. Nothing was imported.',
    notUtf8: 'The file is not UTF-8. Save it as “CSV UTF-8”. Nothing was imported.',
    noText: 'The file is not plain text. Nothing was imported.',
    header: (found: string) =>
      found === ''
        ? 'The file is empty.'
        : `The first line must name a column for the name and one for the number or the e-mail address. It says: ${found}. Nothing was imported.`,
    quotes: (line: string) =>
      `A quotation mark that opens on line ${line} or later is never closed. Nothing was imported.`,
    counts: (added: number, updated: number, unchanged: number) =>
      [
        `${COUNT.format(added)} added`,
        `${COUNT.format(updated)} updated`,
        `${COUNT.format(unchanged)} unchanged`,
      ].join(', '),
    refused: (count: number) =>
      count === 1 ? '1 line was not taken' : `${COUNT.format(count)} lines were not taken`,
    line: (line: number) => `Line ${COUNT.format(line)}`,
    because: (because: LineRefusal, field: string | null) =>
      wrong[because](fields[field as ContactField] ?? ''),
    moreLines: (count: number) => `and ${COUNT.format(count)} more`,
    notSaved: 'The contacts could not be saved to a file. Try again.',
  },
} as const;
