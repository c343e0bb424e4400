import type { LineRefusal } from '@parley/contracts/directory.ts';
import { CONTACT_LENGTHS, type ContactField } from '@parley/contracts/limits.ts';
import { digitsOf, folded, wordsOf } from './search.ts';

/** What is written down of a contact. */
export type ContactFields = Readonly<Record<ContactField, string>>;

/** A contact as its row: the fields, and what they are searched by. */
export type ContactRow = ContactFields & {
  readonly folded: string;
  readonly digits: string;
  readonly searched: string;
  /** By what it is known again; no two contacts have the same. */
  readonly key: string;
};

export const CONTACT_FIELDS = Object.keys(CONTACT_LENGTHS) as readonly ContactField[];

type FieldRefusal = {
  readonly because: Exclude<LineRefusal, 'repeated' | 'wrong-columns'>;
  readonly field: ContactField;
};

/** The characters of the number field (B4), and what people write between groups. */
const NUMBER = /^[0-9*#+\-.()[\]{} /]*$/;
const EMAIL = /^[^\s@]+@[^\s@]+$/;

/** One line, without spaces around it; only a note keeps its lines. */
export function tidied(field: ContactField, text: string): string {
  if (field === 'note') return text.replace(/\r\n?/g, '\n').trim();
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return field === 'number' ? line.replace(/[\u2010-\u2015\u2212]/g, '-') : line;
}

/** What is wrong with a contact; null when nothing is. */
export function wrongIn(fields: ContactFields): FieldRefusal | null {
  const long = CONTACT_FIELDS.find((field) => fields[field].length > CONTACT_LENGTHS[field]);
  if (long !== undefined) return { because: 'too-long', field: long };
  if (fields.name === '') return { because: 'no-name', field: 'name' };
  const hasDigits = digitsOf(fields.number) !== '';
  if (!NUMBER.test(fields.number) || (fields.number !== '' && !hasDigits)) {
    return { because: 'wrong-number', field: 'number' };
  }
  if (fields.email !== '' && !EMAIL.test(fields.email)) {
    return { because: 'wrong-email', field: 'email' };
  }
  if (fields.email === '' && !hasDigits) return { because: 'no-number-or-email', field: 'number' };
  return null;
}

/** The contact with what it is searched by. */
export function rowOf(fields: ContactFields): ContactRow {
  const { name, company, email } = fields;
  return {
    ...fields,
    folded: folded(name),
    digits: digitsOf(fields.number),
    searched: [...new Set(wordsOf(`${name} ${company} ${email}`))].join(' '),
    key: keyOf(fields),
  };
}

/** A number says who calls, so it belongs to one contact; without one the e-mail address does. */
function keyOf({ number, email }: Pick<ContactFields, 'number' | 'email'>): string {
  const digits = digitsOf(number);
  return digits === '' ? `email ${email.toLowerCase()}` : `number ${digits}`;
}
