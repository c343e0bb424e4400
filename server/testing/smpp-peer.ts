import { once } from 'node:events';
import { createServer, type Session, type Unit } from 'smpp';
import { freePort } from './test-server.ts';

/** What an SMPP gateway took. */
export type TakenUnit = {
  readonly id: string;
  readonly unit: Unit;
  readonly text: string;
  /** The user data header: which part of how many. */
  readonly udh: string | null;
};

/** What the gateway does with the next submission. */
export type PeerMood = 'take' | 'drop' | { readonly status: number };

/** A real SMPP gateway, by a library that is not ours. */
export type SmppPeer = {
  readonly url: string;
  readonly taken: TakenUnit[];
  /** What the next submissions meet; then all are taken. */
  readonly moods: PeerMood[];
  readonly bound: () => number;
  /** Before a submission is answered. */
  beforeAnswer: (id: string) => Promise<void>;
  /** Answers once the receipt is acknowledged. */
  receipt(id: string, word: string): Promise<void>;
  /** Asks over the line whether anybody is there. */
  enquire(): Promise<void>;
  hangUp(): void;
  stop(): Promise<void>;
};

const PASSWORD = 'letmein';

export async function startSmppPeer(): Promise<SmppPeer> {
  const sessions = new Set<Session>();
  const port = await freePort();
  let bound = 0;
  const peer: SmppPeer = {
    url: `smpp://parley:${PASSWORD}@127.0.0.1:${port}`,
    taken: [],
    moods: [],
    bound: () => bound,
    beforeAnswer: async () => undefined,
    receipt: (id, word) =>
      new Promise((resolve) => {
        const text = `id:${id} sub:001 dlvrd:001 submit date:2611210800 done date:2611210801 stat:${word} err:000 text:`;
        firstOf(sessions).deliver_sm({ esm_class: 4, short_message: text }, () => resolve());
      }),
    enquire: () => new Promise((resolve) => firstOf(sessions).enquire_link(() => resolve())),
    hangUp() {
      for (const session of sessions) session.destroy();
    },
    async stop() {
      peer.hangUp();
      server.close();
      await once(server, 'close');
    },
  };
  const server = createServer((session) => {
    session.on('bind_transceiver', (unit) => {
      const isRight = unit.system_id === 'parley' && unit.password === PASSWORD;
      if (!isRight) {
        session.send(unit.response({ command_status: 0x0d }));
        return;
      }
      bound += 1;
      sessions.add(session);
      session.send(unit.response({ system_id: 'peer' }));
    });
    session.on('submit_sm', (unit) => void take(peer, session, unit));
    session.on('enquire_link', (unit) => void session.send(unit.response()));
    session.on('unbind', (unit) => {
      session.send(unit.response());
      session.close();
    });
    session.on('close', () => void sessions.delete(session));
    session.on('error', () => void sessions.delete(session));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return peer;
}

async function take(peer: SmppPeer, session: Session, unit: Unit): Promise<void> {
  const mood = peer.moods.shift() ?? 'take';
  if (typeof mood === 'object') {
    session.send(unit.response({ command_status: mood.status }));
    return;
  }
  const id = `m${peer.taken.length + 1}`;
  const text = unit.short_message?.message ?? '';
  const udh = unit.short_message?.udh?.map((each) => each.toString('hex')).join('') ?? null;
  peer.taken.push({ id, unit, text, udh });
  if (mood === 'drop') {
    session.destroy();
    return;
  }
  await peer.beforeAnswer(id);
  session.send(unit.response({ message_id: id }));
}

function firstOf(sessions: ReadonlySet<Session>): Session {
  const [session] = sessions;
  if (session === undefined) throw new Error('nobody is bound');
  return session;
}
