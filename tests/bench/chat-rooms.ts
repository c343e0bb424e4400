import { randomUUID } from 'node:crypto';
import { openRawSocket, type RawSocket } from './raw-socket.ts';

/** A conversation with several pages in it, on either design. */
export type Room = {
  readonly pages: readonly RawSocket[];
  /** Sends from one page; settles when the server says it is stored. */
  readonly send: (page: RawSocket, text: string) => Promise<unknown>;
};

/** Tells each text that reaches a page. */
export type Heard = (text: string) => void;

const addressOf = (index: number): string => `127.${1 + (index >> 8)}.${index & 255}.9`;

/** A conversation of Parley with `size` pages of its customer that follow it. */
export async function parleyRoom(
  url: string,
  { index, size, heard }: { readonly index: number; readonly size: number; readonly heard: Heard },
): Promise<Room> {
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
  const pages = await Promise.all(
    Array.from({ length: size }, async () => {
      const auth = { token, tabId: `tab_${randomUUID()}` };
      const page = await openRawSocket({ url, path: '/socket', auth, origin: url, from });
      page.onTold = (name, data) => {
        if (name === 'events') for (const text of textsOf(data)) heard(text);
      };
      await page.ask('follow', { stream: `conversation:${conversationId}`, after: 0 });
      return page;
    }),
  );
  return {
    pages,
    send: async (page, text) => {
      const data = { conversationId, messageId: randomUUID(), text };
      const answer = await page.ask('command', { id: randomUUID(), name: 'send-message', data });
      if ((answer as { ok?: boolean }).ok !== true) throw new Error(JSON.stringify(answer));
    },
  };
}

function textsOf(events: unknown): readonly string[] {
  return (events as readonly { data: { type: string; text?: string } }[]).flatMap(({ data }) =>
    data.type === 'message-sent' && data.text !== undefined ? [data.text] : [],
  );
}

/** A room of the naive design. */
export async function naiveRoom(
  url: string,
  { index, size, heard }: { readonly index: number; readonly size: number; readonly heard: Heard },
): Promise<Room> {
  const auth = { room: `room-${index}` };
  const door = { url, path: '/socket', auth, origin: url, from: addressOf(index) };
  const pages = await Promise.all(
    Array.from({ length: size }, async () => {
      const page = await openRawSocket(door);
      page.onTold = (name, data) => {
        if (name === 'message') heard((data as { text: string }).text);
      };
      return page;
    }),
  );
  return { pages, send: (page, text) => page.ask('send', { text }) };
}
