import type { ContactPage, ContactsImported } from '@parley/contracts/directory.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../database/database.ts';
import { type Answered, ask, problemOf, signInAs } from '../testing/http-client.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let database: Database;
const cookies = new Map<string, string>();

beforeAll(async () => {
  server = await startTestServer();
  database = openDatabase(server.databaseUrl);
  for (const who of ['Ada', 'Sam', 'Alex']) {
    cookies.set(who, (await signInAs(server, who)).cookie);
  }
});
afterAll(async () => {
  await database?.close();
  await server?.stop();
});
beforeEach(() => database.query('DELETE FROM contacts_book'));

type Who = 'Ada' | 'Sam' | 'Alex' | 'nobody';

function as(who: Who): { cookie?: string } {
  const cookie = cookies.get(who);
  return cookie === undefined ? {} : { cookie };
}

function add(body: object, who: Who = 'Sam'): Promise<Answered> {
  return ask(server, '/api/v1/contacts', { method: 'POST', body, ...as(who) });
}

async function added(body: object): Promise<{ id: string }> {
  const answer = await add(body);
  expect(answer.status).toBe(201);
  return answer.body as { id: string };
}

async function page(query = '', who: Who = 'Alex'): Promise<ContactPage> {
  const answer = await ask(server, `/api/v1/contacts${query}`, as(who));
  expect(answer.status).toBe(200);
  return answer.body as ContactPage;
}

async function names(q: string): Promise<readonly string[]> {
  const { contacts } = await page(`?q=${encodeURIComponent(q)}`);
  return contacts.map((contact) => contact.name);
}

async function upload(file: string | Uint8Array<ArrayBuffer>, who: Who = 'Sam'): Promise<Answered> {
  const response = await fetch(`${server.url}/api/v1/contacts/import`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', origin: server.url, ...as(who) },
    body: file,
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

async function imported(file: string): Promise<ContactsImported> {
  const answer = await upload(file);
  expect(answer.body).not.toHaveProperty('code');
  return answer.body as ContactsImported;
}

describe('contacts', () => {
  test('are added, read, changed and removed', async () => {
    const { id } = await added({ name: ' Jana  Nováková ', number: '+420 (601) 123-456' });
    const [one] = (await page()).contacts;
    expect(one).toMatchObject({ name: 'Jana Nováková', number: '+420 (601) 123-456', company: '' });
    const changed = await ask(server, `/api/v1/contacts/${id}`, {
      method: 'PATCH',
      body: { company: 'Acme' },
      ...as('Ada'),
    });
    expect(changed.body).toMatchObject({ id, name: 'Jana Nováková', company: 'Acme' });
    const gone = { method: 'DELETE', ...as('Sam') };
    expect((await ask(server, `/api/v1/contacts/${id}`, gone)).status).toBe(204);
    expect((await ask(server, `/api/v1/contacts/${id}`, gone)).status).toBe(404);
    expect((await page()).total).toBe(0);
  });

  test.each([
    [{ name: '', number: '1' }, 'no-name'],
    [{ name: 'A' }, 'no-number-or-email'],
    [{ name: 'A', number: 'call me' }, 'wrong-number'],
    [{ name: 'A', number: '+' }, 'wrong-number'],
    [{ name: 'A', email: 'not an address' }, 'wrong-email'],
  ])('%j is refused: %s', async (body, because) => {
    const answer = await add(body);
    expect(answer.status).toBe(422);
    expect(problemOf(answer)).toMatchObject({ code: 'contact-incomplete', facts: { because } });
  });

  test('a number belongs to one contact, however it is written', async () => {
    await added({ name: 'First', number: '+420 601 123 456' });
    const second = await added({ name: 'Second', number: '2' });
    const again = await add({ name: 'Other', number: '420-601-123-456' });
    expect(again.status).toBe(409);
    expect(problemOf(again)).toMatchObject({ code: 'contact-exists', facts: { name: 'First' } });
    const moved = await ask(server, `/api/v1/contacts/${second.id}`, {
      method: 'PATCH',
      body: { number: '420601123456' },
      ...as('Sam'),
    });
    expect(problemOf(moved)).toMatchObject({ code: 'contact-exists', facts: { name: 'First' } });
  });

  test('letters find the beginnings of words without accents, digits find numbers', async () => {
    await added({ name: 'Jean-Luc Müller', number: '+420 601 123 456', company: 'Straße & Co' });
    await added({ name: "Anna O'Neil", email: 'anna@example.com' });
    expect(await names('mull jean')).toEqual(['Jean-Luc Müller']);
    expect(await names('NEIL')).toEqual(["Anna O'Neil"]);
    expect(await names('example')).toEqual(["Anna O'Neil"]);
    expect(await names('601 12')).toEqual(['Jean-Luc Müller']);
    expect(await names('eil')).toEqual([]);
    for (const hostile of ["' | !'", "a':*&", '%', '_', '\\', ')(', "x' OR 'y", '🙂']) {
      expect(
        (await ask(server, `/api/v1/contacts?q=${encodeURIComponent(hostile)}`, as('Alex'))).status,
      ).toBe(200);
    }
  });

  test('come page by page in the order of their names, none twice and none left out', async () => {
    const all = Array.from({ length: 120 }, (_, index) => `Person ${index % 40},${1_000 + index}`);
    await imported(`name,number\n${all.join('\n')}\n`);
    const seen: string[] = [];
    let after: string | null = '';
    while (after !== null) {
      const next: ContactPage = await page(after === '' ? '' : `?after=${after}`);
      seen.push(...next.contacts.map((contact) => contact.number));
      expect(next.total).toBe(120);
      after = next.next;
    }
    expect(new Set(seen).size).toBe(120);
    expect(seen).toHaveLength(120);
    for (const wrong of ['x', 'W10', 'bnVsbA', 'WzEsMl0']) {
      expect((await ask(server, `/api/v1/contacts?after=${wrong}`, as('Alex'))).status).toBe(400);
    }
  });
});

describe('who may do what with contacts', () => {
  test('agents read, and neither change nor take the whole book away', async () => {
    const { id } = await added({ name: 'A', number: '1' });
    expect((await page('', 'Alex')).total).toBe(1);
    const path = `/api/v1/contacts/${id}`;
    const changes = [
      add({ name: 'B', number: '2' }, 'Alex'),
      ask(server, path, { method: 'PATCH', body: { name: 'C' }, ...as('Alex') }),
      ask(server, path, { method: 'DELETE', ...as('Alex') }),
      upload('name,number\nB,2', 'Alex'),
      ask(server, '/api/v1/contacts.csv', as('Alex')),
    ];
    for (const one of changes) expect((await one).status).toBe(403);
    expect((await page()).contacts).toMatchObject([{ name: 'A', number: '1' }]);
  });

  test('without a session nothing is answered, and no other site can use one', async () => {
    for (const path of ['contacts', 'contacts.csv', 'directory', 'recent-calls']) {
      expect((await ask(server, `/api/v1/${path}`)).status).toBe(401);
    }
    expect((await upload('name,number\nB,2', 'nobody')).status).toBe(401);
    const foreign = { origin: 'https://evil.example', ...as('Sam') };
    const body = { name: 'Evil', number: '666' };
    const answer = await ask(server, '/api/v1/contacts', { method: 'POST', body, ...foreign });
    expect(answer.status).toBe(403);
    expect((await page()).total).toBe(0);
  });

  test('whoever must change their password first reads none', async () => {
    await database.query(`UPDATE staff SET must_change_password = true WHERE name LIKE 'Alex%'`);
    expect((await ask(server, '/api/v1/contacts', as('Alex'))).status).toBe(403);
    await database.query('UPDATE staff SET must_change_password = false');
  });
});

describe('a CSV file', () => {
  test('adds who is new, updates who is known, and says which lines were not taken', async () => {
    await added({ name: 'Old Name', number: '+420 1', note: 'Calls on Mondays' });
    const file = [
      '\uFEFF"Full name";Phone;E-mail;Company;Notes',
      'New Name;4201;;Acme;',
      '"Smith; John";+420 2;john@example.com;;"two',
      'lines, and ""marks"""',
      ';+420 3;;;',
      'No Reach;;;;',
      '',
      'Letters;call me;;;',
      'Again;4202;;;',
      'Short;4;',
      'Long;5;;;;extra',
    ].join('\r\n');
    expect(await imported(file)).toEqual({
      added: 1,
      updated: 1,
      unchanged: 0,
      refused: [
        { line: 5, because: 'no-name', field: 'name' },
        { line: 6, because: 'no-number-or-email', field: 'number' },
        { line: 8, because: 'wrong-number', field: 'number' },
        { line: 9, because: 'repeated', field: null },
        { line: 10, because: 'wrong-columns', field: null },
        { line: 11, because: 'wrong-columns', field: null },
      ],
      refusedCount: 6,
    });
    expect((await page()).contacts).toMatchObject([
      { name: 'New Name', number: '4201', company: 'Acme', note: 'Calls on Mondays' },
      { name: 'Smith; John', email: 'john@example.com', note: 'two\nlines, and "marks"' },
    ]);
  });

  test('is stored whole or not at all', async () => {
    await database.query(`CREATE FUNCTION trip() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF NEW.name = 'Trip' THEN RAISE 'no'; END IF; RETURN NEW; END $$`);
    await database.query(`CREATE TRIGGER trip BEFORE INSERT ON contacts_book
      FOR EACH ROW EXECUTE FUNCTION trip()`);
    const many = Array.from({ length: 1_500 }, (_, index) => `Person,${index + 1}`);
    const answer = await upload(`name,number\n${many.join('\n')}\nTrip,99999`);
    await database.query('DROP TRIGGER trip ON contacts_book');
    expect(answer.status).toBe(500);
    expect((await page()).total).toBe(0);
  });

  test.each([
    ['first and last names apart', 'First Name,Last Name,Mobile Phone\nAda,Byron,1', 'Ada Byron'],
    ['tabs', 'Name\tTel\nTab Person\t1', 'Tab Person'],
    ['no heading at the end of a line', 'Name,Tel,\nOdd Person,1,', 'Odd Person'],
    ['signs and accents in a heading', ' E-Mail Address ,NAME\na@b.c,Äda', 'Äda'],
    ['old Mac line ends', 'name,number\rMac,1', 'Mac'],
    ['marks inside a cell', 'name,number\nSue "Q" Lee,1', 'Sue "Q" Lee'],
  ])('is read with %s', async (_case, file, name) => {
    expect(await imported(file)).toMatchObject({ added: 1, refusedCount: 0 });
    expect((await page()).contacts).toMatchObject([{ name }]);
  });

  test('that is none of ours is refused with the reason, and nothing is stored', async () => {
    const reasons: readonly (readonly [string | Uint8Array<ArrayBuffer>, string])[] = [
      ['', 'csv-header'],
      ['Ada,1\nBob,2', 'csv-header'],
      ['name,colour\nAda,red', 'csv-header'],
      ['name,number\n"Ada,1\nBob,2\nEve,3', 'csv-quotes'],
      [new Uint8Array([0x6e, 0xe4, 0x6d, 0x65]), 'not-utf-8'],
      [new TextEncoder().encode('name,number\nA\u0000da,1'), 'bad-input'],
      ['x'.repeat(5 * 1024 * 1024 + 1), 'too-large'],
    ];
    for (const [file, code] of reasons) {
      await database.query('DELETE FROM contacts_book');
      const answer = await upload(file, 'Ada');
      expect([answer.status >= 400, problemOf(answer).code]).toEqual([true, code]);
    }
    expect((await page()).total).toBe(0);
  });

  test('that says the same again changes nothing', async () => {
    const file = 'name,number,company\nAda,1,Acme\nBob,2,\n';
    expect(await imported(file)).toMatchObject({ added: 2 });
    expect(await imported(file)).toMatchObject({ added: 0, updated: 0, unchanged: 2 });
  });
});

describe('the export', () => {
  test('carries no formula into a spreadsheet, and comes back in as it was', async () => {
    const odd = [
      { name: '=HYPERLINK("http://evil.example")', number: '+420 1', company: '@SUM(1)' },
      { name: '-2+3', email: 'a@b.c', note: 'one, "two"\nthree; four' },
    ];
    for (const one of odd) await added(one);
    const answer = await ask(server, '/api/v1/contacts.csv', as('Sam'));
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    const file = answer.body as string;
    const cells = file.split(/[,\r\n]+/).map((cell) => cell.replace(/^"/, ''));
    expect(cells.filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
    const before = (await page()).contacts.map(({ id: _, updatedAt: __, ...rest }) => rest);
    expect(await imported(file)).toMatchObject({ added: 0, updated: 0, unchanged: 2 });
    await database.query('DELETE FROM contacts_book');
    expect(await imported(file)).toMatchObject({ added: 2, refusedCount: 0 });
    const after = (await page()).contacts.map(({ id: _, updatedAt: __, ...rest }) => rest);
    expect(after).toEqual(before);
  });
});

test('every route of the directory is described', async () => {
  const { body } = await ask(server, '/api/v1/openapi.json');
  const paths = Object.keys((body as { paths: object }).paths);
  for (const path of [
    'directory',
    'recent-calls',
    'contacts',
    'contacts/{id}',
    'contacts/import',
    'contacts.csv',
  ]) {
    expect(paths).toContain(`/api/v1/${path}`);
  }
});
