import { WebSocket } from 'ws';

/** A Socket.IO client that is only what a load needs: one websocket, acknowledged sends, and what it is told. */
export type RawSocket = {
  readonly ask: (name: string, data: unknown) => Promise<unknown>;
  /** Every event the server sends without being asked, by name. */
  onTold: (name: string, data: unknown) => void;
  readonly close: () => void;
};

type Door = {
  readonly url: string;
  readonly path: string;
  readonly auth: unknown;
  readonly origin: string;
  /** The address a proxy would report; limits count per address. */
  readonly from: string;
  readonly cookie?: string;
};

/** Connects and waits until the server has let it in; rejects with the server's words. */
export function openRawSocket({ url, path, auth, origin, from, cookie }: Door): Promise<RawSocket> {
  const address = `${url.replace('http', 'ws')}${path}/?EIO=4&transport=websocket`;
  const socket = new WebSocket(address, {
    origin,
    headers: { 'x-forwarded-for': from, ...(cookie === undefined ? {} : { cookie }) },
    perMessageDeflate: false,
  });
  const answers = new Map<number, (answer: unknown) => void>();
  let asked = 0;
  const raw: RawSocket = {
    ask: (name, data) =>
      new Promise((resolve) => {
        asked += 1;
        answers.set(asked, resolve);
        socket.send(`42${asked}${JSON.stringify([name, data])}`);
      }),
    onTold: () => undefined,
    close: () => socket.close(),
  };
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    const said: Readonly<Record<string, (text: string) => void>> = {
      '0': () => socket.send(`40${JSON.stringify(auth)}`),
      '2': () => socket.send('3'),
      '40': () => resolve(raw),
      '44': (text) => reject(new Error(text)),
      '43': (text) => answered(text, answers),
      '42': (text) => {
        const [name, data] = JSON.parse(text.slice(2)) as [string, unknown];
        raw.onTold(name, data);
      },
    };
    socket.on('message', (bytes: Buffer) => {
      const text = bytes.toString();
      said[text.startsWith('4') ? text.slice(0, 2) : text.slice(0, 1)]?.(text);
    });
  });
}

function answered(text: string, answers: Map<number, (answer: unknown) => void>): void {
  const start = text.indexOf('[');
  const id = Number(text.slice(2, start));
  const [answer] = JSON.parse(text.slice(start)) as [unknown];
  answers.get(id)?.(answer);
  answers.delete(id);
}
