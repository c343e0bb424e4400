import { CONTACT_FIELDS, type ContactFields } from './contact-fields.ts';
import { harmlessCell } from './csv-columns.ts';

/** Tells spreadsheets that UTF-8 follows. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Contacts as a CSV file (RFC 4180) that a spreadsheet shows and never carries out. */
export async function* csvOf(
  portions: AsyncIterable<readonly ContactFields[]>,
): AsyncGenerator<string> {
  yield `${BYTE_ORDER_MARK}${lineOf(CONTACT_FIELDS)}`;
  for await (const contacts of portions) {
    yield contacts.map((contact) => lineOf(CONTACT_FIELDS.map((field) => contact[field]))).join('');
  }
}

function lineOf(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(harmlessCell(cell))).join(',')}\r\n`;
}

function quoted(cell: string): string {
  return /[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
