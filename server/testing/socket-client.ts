import { randomUUID } from 'node:crypto';
import type { CommandAnswer, CommandName, FollowAnswer, Hint } from '@parley/contracts/socket.ts';
import type { Numbered } from '@parley/core/conversation/events.ts';
import { io, type Socket } from 'socket.io-client';
import { ask } from './http-client.ts';
import type { TestServer } from './test-server.ts';

export type Identity = {
  readonly token?: string;
  readonly cookie?: string;
  readonly tabId?: string;
  /** Null leaves it out, as a program that is no browser does. */
  readonly origin?: string | null;
  /** Where a proxy on this machine says it came from. */
  readonly from?: string;
};

/** A page's socket, with everything it was told. */
export type TestSocket = {
  readonly raw: Socket;
  readonly tabId: string;
  readonly events: Numbered<{ type: string }>[];
  readonly hints: Hint[];
  /** Why the server ended it; null while it has not. */
  readonly signedOut: () => string | null;
  command(name: CommandName, data: unknown, id?: string): Promise<CommandAnswer>;
  follow(stream: string, after?: number): Promise<FollowAnswer>;
  /** Settles once `met` holds; looked at whenever the server says something. */
  until(met: () => boolean): Promise<void>;
  close(): void;
};

/** Opens a socket and waits until it is let in; rejects with the server's code. */
export function openSocket(server: TestServer, identity: Identity): Promise<TestSocket> {
  const { token, cookie, from, origin = server.url, tabId = `tab_${randomUUID()}` } = identity;
  const raw = io(server.url, {
    path: '/socket',
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: token === undefined ? { tabId } : { tabId, token },
    extraHeaders: {
      ...(cookie === undefined ? {} : { cookie }),
      ...(origin === null ? {} : { origin }),
      ...(from === undefined ? {} : { 'x-forwarded-for': from }),
    },
  });
  const socket = listening(raw, tabId);
  return new Promise((resolve, reject) => {
    raw.once('connect', () => resolve(socket));
    raw.once('connect_error', (error) => {
      raw.close();
      reject(new Error(error.message));
    });
  });
}

function listening(raw: Socket, tabId: string): TestSocket {
  const events: Numbered<{ type: string }>[] = [];
  const hints: Hint[] = [];
  const waiting = new Set<() => void>();
  let because: string | null = null;
  // The catch-all listener is called before those that note what was said.
  const said = (): void =>
    queueMicrotask(() => {
      for (const look of waiting) look();
    });
  raw.on('events', (news: Numbered<{ type: string }>[]) => void events.push(...news));
  raw.on('hint', (hint: Hint) => void hints.push(hint));
  raw.on('signed-out', (word: { because: string }) => {
    because = word.because;
  });
  raw.onAny(said);
  raw.on('disconnect', said);
  return {
    raw,
    tabId,
    events,
    hints,
    signedOut: () => because,
    command: (name, data, id = randomUUID()) => raw.emitWithAck('command', { id, name, data }),
    follow: (stream, after = 0) => raw.emitWithAck('follow', { stream, after }),
    until: (met) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!met()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    close: () => void raw.close(),
  };
}

/** A customer who has opened a conversation. */
export type TestCustomer = {
  readonly conversationId: string;
  readonly personId: string;
  readonly token: string;
};

export async function openConversation(server: TestServer, name = 'Chris'): Promise<TestCustomer> {
  const answer = await ask(server, '/api/v1/conversations', {
    method: 'POST',
    body: { entryId: 'web-support', name },
  });
  if (answer.status !== 201) throw new Error(`no conversation was opened: ${answer.status}`);
  return answer.body as TestCustomer;
}
