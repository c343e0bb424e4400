import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProblemError } from '../delivery/problem.ts';
import { type ContactFields, rowOf, tidied, wrongIn } from './contact-fields.ts';
import { columnsOf, harmlessCell } from './csv-columns.ts';
import { readContacts } from './read-csv.ts';
import { csvOf } from './write-csv.ts';

const cell = fc.string({ unit: fc.constantFrom(...'ab1=+-@\'",;\t\r\n éß中🙂'), maxLength: 12 });
const number = fc.string({ unit: fc.constantFrom(...'0123456789*#+-.()[]{} /'), maxLength: 12 });

/** A contact as the book would hold it. */
const contact = fc
  .record({
    name: cell,
    number,
    email: fc.constantFrom('', 'a@b', '=1@c'),
    company: cell,
    note: cell,
  })
  .map(
    ({ name, number: digits, email, company, note }): ContactFields => ({
      name: tidied('name', name),
      number: tidied('number', digits),
      email,
      company: tidied('company', company),
      note: tidied('note', note),
    }),
  )
  // A leading apostrophe before a sign cannot be told from the one that an export puts there.
  .filter(
    (fields) =>
      wrongIn(fields) === null && !Object.values(fields).some((one) => /^'\s*[=+\-@]/.test(one)),
  );

async function textOf(contacts: readonly ContactFields[]): Promise<string> {
  async function* portions() {
    yield contacts;
  }
  let text = '';
  for await (const part of csvOf(portions())) text += part;
  return text;
}

describe('a CSV file', () => {
  test('that was written here is read as what was written', async () => {
    const books = fc.uniqueArray(contact, { selector: (one) => rowOf(one).key, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(books, async (contacts) => {
        const { rows, refused } = await readContacts(await textOf(contacts));
        expect(refused).toEqual([]);
        expect(rows).toEqual(contacts.map(rowOf));
      }),
    );
  });

  test('of any content is read or refused in words, and each refused line is one of its lines', async () => {
    const lines = fc.array(cell, { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(lines, fc.constantFrom(',', ';', '\t'), async (some, mark) => {
        const text = `name${mark}phone\n${some.join('\n')}`;
        const read = await readContacts(text).catch((error: unknown) => {
          expect(error).toBeInstanceOf(ProblemError);
          return { rows: [], refused: [] };
        });
        const count = text.split(/\r\n?|\n/).length;
        for (const { line } of read.refused) {
          expect(line).toBeGreaterThan(1);
          expect(line).toBeLessThanOrEqual(count);
        }
      }),
    );
  });

  test('of the largest size lets others have their turn while it is read', async () => {
    const rows = Array.from(
      { length: 60_000 },
      (_, index) => `Person ${index},${index + 1},a note`,
    );
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    const read = await readContacts(`name,number,note\n${rows.join('\n')}`);
    clearInterval(timer);
    expect(read.rows).toHaveLength(60_000);
    expect(turns).toBeGreaterThan(10);
  });
});

test('what a spreadsheet would carry out begins with an apostrophe', () => {
  for (const formula of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1']) {
    expect(harmlessCell(formula)).toBe(`'${formula}`);
  }
  expect(harmlessCell('Ann = Bob')).toBe('Ann = Bob');
});

test('headings are known as the common address books write them', () => {
  const outlook = [
    'First Name',
    'Last Name',
    'Company',
    'Business Phone',
    'E-mail Address',
    'Notes',
  ];
  const google = ['Name', 'Organization Name', 'Phone 1 - Value', 'E-mail 1 - Value'];
  for (const headings of [outlook, google]) {
    const known = [...(columnsOf(headings) ?? new Map<string, number[]>()).values()].flat();
    expect(known.toSorted()).toEqual(headings.map((_, place) => place));
  }
  expect(columnsOf(['Name', 'Colour'])).toBeNull();
  expect(columnsOf(['Phone'])).toBeNull();
});
