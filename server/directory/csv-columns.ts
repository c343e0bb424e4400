import type { ContactField } from '@parley/contracts/limits.ts';
import { wordsOf } from './search.ts';

/** What a column of a file holds; a name may come in two parts. */
type Column = ContactField | 'given' | 'family';

/** Headings as programs and people write them, without case, accents and signs. */
const HEADINGS: Readonly<Record<Column, readonly string[]>> = {
  name: ['name', 'full name', 'display name', 'contact', 'contact name', 'person'],
  given: ['first name', 'given name', 'forename'],
  family: ['last name', 'family name', 'surname'],
  number: [
    'number',
    'phone',
    'phone number',
    'telephone',
    'telephone number',
    'tel',
    'mobile',
    'mobile phone',
    'mobile number',
    'cell',
    'cell phone',
    'business phone',
    'work phone',
    'primary phone',
    'home phone',
    'phone 1 value',
  ],
  email: ['email', 'e mail', 'mail', 'email address', 'e mail address', 'e mail 1 value'],
  company: [
    'company',
    'company name',
    'organization',
    'organisation',
    'organization name',
    'firm',
    'business',
    'employer',
  ],
  note: ['note', 'notes', 'comment', 'comments', 'remark', 'remarks', 'description'],
};

const COLUMN_OF = new Map(
  Object.entries(HEADINGS).flatMap(([column, names]) =>
    names.map((name): [string, Column] => [name, column as Column]),
  ),
);

/** Where in a line each kind of column stands; several of a kind are asked in their order. */
export type Columns = ReadonlyMap<Column, readonly number[]>;

/** The columns a heading line names; null when there is no name, or no way to reach anybody. */
export function columnsOf(headings: readonly string[]): Columns | null {
  const columns = new Map<Column, number[]>();
  for (const [place, heading] of headings.entries()) {
    const column = COLUMN_OF.get(wordsOf(heading).join(' '));
    if (column !== undefined) columns.set(column, [...(columns.get(column) ?? []), place]);
  }
  const hasName = columns.has('name') || columns.has('given') || columns.has('family');
  return hasName && (columns.has('number') || columns.has('email')) ? columns : null;
}

/** What a line says of a field: the first cell of its columns that says something. */
export function cellOf(columns: Columns, cells: readonly string[], field: ContactField): string {
  const said = (column: Column): string => {
    const places = columns.get(column) ?? [];
    return places.map((place) => plainCell(cells[place] ?? '')).find((cell) => cell !== '') ?? '';
  };
  if (field !== 'name') return said(field);
  return said('name') || `${said('given')} ${said('family')}`.trim();
}

/**
 * Spreadsheets take such a beginning for a formula; a leading apostrophe makes it text.
 * What looks guarded already is guarded too, so that reading takes away one apostrophe and no more.
 */
const GUARDED = /^'*[=+\-@\t\r]/;

/** A cell that no spreadsheet carries out. */
export function harmlessCell(text: string): string {
  return GUARDED.test(text) ? `'${text}` : text;
}

function plainCell(cell: string): string {
  const text = cell.trim();
  return text.startsWith("'") && GUARDED.test(text.slice(1)) ? text.slice(1).trim() : text;
}
