import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { LineRefusal } from '@parley/contracts/directory.ts';
import { CsvError, parse } from 'csv-parse';
import { ProblemError } from '../delivery/problem.ts';
import {
  CONTACT_FIELDS,
  type ContactFields,
  type ContactRow,
  rowOf,
  tidied,
  wrongIn,
} from './contact-fields.ts';
import { type Columns, cellOf, columnsOf } from './csv-columns.ts';

/** A line that is not taken, and why. */
export type RefusedLine = {
  readonly line: number;
  readonly because: LineRefusal;
  readonly field: string | null;
};

/** What a file says: the contacts of its good lines, and every other line. */
export type ReadContacts = {
  readonly rows: readonly ContactRow[];
  readonly refused: readonly RefusedLine[];
};

/** So much is read before anybody else has a turn. */
const PORTION_BYTES = 64 * 1024;

/** What the reader of CSV says of a line. */
type Line = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

/** Reads a CSV file (RFC 4180; semicolons and tabs as well) whose first line names the columns. */
export async function readContacts(file: string): Promise<ReadContacts> {
  const text = file.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const rows = new Map<string, ContactRow>();
  const refused: RefusedLine[] = [];
  let headings: Headings | null = null;
  for await (const line of linesOf(text)) {
    if (headings === null) headings = headingsOf(line);
    else {
      const read = readLine(headings, line, rows);
      if ('because' in read) refused.push(read);
      else if ('key' in read) rows.set(read.key, read);
    }
  }
  if (headings === null) throw new ProblemError('csv-header');
  return { rows: [...rows.values()], refused };
}

type Headings = { readonly columns: Columns; readonly count: number };

const HEADINGS_TOLD = 12;
const HEADING_LENGTH = 60;

function headingsOf({ record }: Line): Headings {
  const columns = columnsOf(record);
  if (columns !== null) return { columns, count: record.length };
  const found = record.slice(0, HEADINGS_TOLD).map((one) => one.slice(0, HEADING_LENGTH));
  throw new ProblemError('csv-header', { facts: { found } });
}

/** An empty line says nothing and is no fault. */
function readLine(
  { columns, count }: Headings,
  { record, info }: Line,
  known: ReadonlyMap<string, ContactRow>,
): ContactRow | RefusedLine | { readonly empty: true } {
  if (record.every((cell) => cell.trim() === '')) return { empty: true };
  const line = info.lines - newlinesIn(record);
  const extra = record.slice(count).some((cell) => cell.trim() !== '');
  if (extra || record.length < count) return { line, because: 'wrong-columns', field: null };
  const fields = Object.fromEntries(
    CONTACT_FIELDS.map((field) => [field, tidied(field, cellOf(columns, record, field))]),
  ) as ContactFields;
  const wrong = wrongIn(fields);
  if (wrong !== null) return { line, ...wrong };
  const row = rowOf(fields);
  const isRepeated = known.has(row.key);
  return isRepeated ? { line, because: 'repeated', field: null } : row;
}

function newlinesIn(record: readonly string[]): number {
  return record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
}

async function* linesOf(text: string): AsyncGenerator<Line> {
  const parser = Readable.from(portionsOf(text)).pipe(
    parse({
      delimiter: delimiterOf(text),
      record_delimiter: '\n',
      info: true,
      relax_column_count: true,
      // A quotation mark inside a cell is only a character.
      relax_quotes: true,
      skip_empty_lines: true,
    }),
  );
  let last = 0;
  try {
    for await (const line of parser as AsyncIterable<Line>) {
      last = line.info.lines;
      yield line;
    }
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new ProblemError('csv-quotes', { facts: { line: last + 1 }, cause });
  }
}

async function* portionsOf(text: string): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += PORTION_BYTES) {
    yield bytes.subarray(from, from + PORTION_BYTES);
    await setImmediate();
  }
}

const DELIMITERS = [',', ';', '\t'] as const;

/** The one that the first line has most of, outside quotation marks. */
function delimiterOf(text: string): string {
  const first = text.trimStart().split('\n', 1)[0] ?? '';
  const bare = first.replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((one) => ({ one, count: bare.split(one).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).one;
}
