import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { openRawSocket, type RawSocket } from './raw-socket.ts';

/** A conversation of one customer's page and one agent's page, on either design. */
export type Room = {
  /** Sends from one of the two; settles when the server says it is stored. */
  readonly send: (from: 'customer' | 'agent', text: string) => Promise<unknown>;
};

/** A contact centre: its conversations, and an end to it. */
export type Centre = { readonly rooms: readonly Room[]; readonly close: () => void };

export type CentreSize = {
  readonly conversations: number;
  /** Chats that one agent's page has open at the same time. */
  readonly perAgent: number;
  /** Told each text as it reaches a page, once for each page. */
  readonly heard: (text: string) => void;
};

type Account = { readonly email: string; readonly password: string };

const addressOf = (index: number): string => `127.${1 + (index >> 8)}.${index & 255}.9`;

/**
 * Conversations of Parley, each with its customer's page and an agent's. Who serves them is written
 * into the table, for this is about messages and not about routing.
 */
export async function openParleyCentre(
  { url, databaseUrl, account }: { url: string; databaseUrl: string; account: Account },
  { conversations, perAgent, heard }: CentreSize,
): Promise<Centre> {
  const { cookie, personId } = await signIn(url, account);
  const customers = await inTurn(conversations, (index) => parleyCustomer(url, { index, heard }));
  await seat(
    databaseUrl,
    personId,
    customers.map((one) => one.conversationId),
  );
  const agents = await inTurn(Math.ceil(conversations / perAgent), async (index) => {
    const mine = customers.slice(index * perAgent, (index + 1) * perAgent);
    const from = addressOf(10_000 + index);
    const auth = { tabId: `tab_${randomUUID()}` };
    const page = await openRawSocket({ url, path: '/socket', auth, origin: url, from, cookie });
    listen(page, heard);
    for (const one of mine) await follow(page, one.conversationId);
    return page;
  });
  return {
    rooms: customers.map(({ page, conversationId }, index) => ({
      send: (from, text) => {
        const agent = agents[Math.floor(index / perAgent)] ?? page;
        return say(from === 'agent' ? agent : page, conversationId, text);
      },
    })),
    close: () => {
      for (const page of [...customers.map((one) => one.page), ...agents]) page.close();
    },
  };
}

/** The same in the naive design: one room for each conversation. */
export async function openNaiveCentre(
  url: string,
  { conversations, perAgent, heard }: CentreSize,
): Promise<Centre> {
  const join = async (rooms: readonly string[], index: number): Promise<RawSocket> => {
    const door = { url, path: '/socket', auth: { rooms }, origin: url, from: addressOf(index) };
    const page = await openRawSocket(door);
    page.onTold = (name, data) => {
      if (name === 'message') heard((data as { text: string }).text);
    };
    return page;
  };
  const names = Array.from({ length: conversations }, (_, index) => `room-${index}`);
  const customers = await inTurn(conversations, (index) => join([names[index] ?? ''], index));
  const agents = await inTurn(Math.ceil(conversations / perAgent), (index) =>
    join(names.slice(index * perAgent, (index + 1) * perAgent), 10_000 + index),
  );
  return {
    rooms: names.map((room, index) => ({
      send: (from, text) => {
        const page = (
          from === 'agent' ? agents[Math.floor(index / perAgent)] : customers[index]
        ) as RawSocket;
        return page.ask('send', { room, text });
      },
    })),
    close: () => {
      for (const page of [...customers, ...agents]) page.close();
    },
  };
}

async function signIn(
  url: string,
  account: Account,
): Promise<{ readonly cookie: string; readonly personId: string }> {
  const response = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(account),
  });
  if (!response.ok) throw new Error(`no session: ${response.status} ${await response.text()}`);
  const [cookie] = (response.headers.get('set-cookie') ?? '').split(';');
  const { personId } = (await response.json()) as { personId: string };
  return { cookie: cookie ?? '', personId };
}

type Customer = { readonly page: RawSocket; readonly conversationId: string };

async function parleyCustomer(
  url: string,
  { index, heard }: { readonly index: number; readonly heard: (text: string) => void },
): Promise<Customer> {
  const from = addressOf(index);
  const response = await fetch(`${url}/api/v1/conversations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, 'x-forwarded-for': from },
    body: JSON.stringify({ entryId: 'web-support', form: {}, page: null }),
  });
  if (!response.ok) throw new Error(`no conversation: ${response.status} ${await response.text()}`);
  const { conversationId, token } = (await response.json()) as {
    conversationId: string;
    token: string;
  };
  const auth = { token, tabId: `tab_${randomUUID()}` };
  const page = await openRawSocket({ url, path: '/socket', auth, origin: url, from });
  listen(page, heard);
  await follow(page, conversationId);
  return { page, conversationId };
}

async function seat(databaseUrl: string, agentId: string, ids: readonly string[]): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  await client.query(
    `UPDATE conversations SET agent_ids = ARRAY[$1], chat_state = 'assigned' WHERE id = ANY($2)`,
    [agentId, ids],
  );
  await client.end();
}

function listen(page: RawSocket, heard: (text: string) => void): void {
  page.onTold = (name, data) => {
    if (name === 'events') for (const text of textsOf(data)) heard(text);
  };
}

async function follow(page: RawSocket, conversationId: string): Promise<void> {
  const answer = await page.ask('follow', { stream: `conversation:${conversationId}`, after: 0 });
  if ((answer as { ok?: boolean }).ok !== true) throw new Error(JSON.stringify(answer));
}

async function say(page: RawSocket, conversationId: string, text: string): Promise<void> {
  const data = { conversationId, messageId: randomUUID(), text };
  const answer = await page.ask('command', { id: randomUUID(), name: 'send-message', data });
  if ((answer as { ok?: boolean }).ok !== true) throw new Error(JSON.stringify(answer));
}

function textsOf(events: unknown): readonly string[] {
  return (events as readonly { data: { type: string; text?: string } }[]).flatMap(({ data }) =>
    data.type === 'message-sent' && data.text !== undefined ? [data.text] : [],
  );
}

/** A few at a time: opening is not what is measured. */
async function inTurn<Made>(
  count: number,
  make: (index: number) => Promise<Made>,
): Promise<readonly Made[]> {
  const all: Made[] = [];
  for (let index = 0; index < count; index += 20) {
    const next = Math.min(20, count - index);
    all.push(...(await Promise.all(Array.from({ length: next }, (_, n) => make(index + n)))));
  }
  return all;
}
