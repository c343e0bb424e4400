import type { CommandAnswer, FollowAnswer, Hint } from '@parley/contracts/socket.ts';
import type { Numbered } from '@parley/core/conversation/events.ts';
import { Manager, type Socket } from 'socket.io-client';

/** A command as it crosses the socket. */
export type CommandFrame = {
  readonly id: string;
  readonly name: string;
  readonly data: unknown;
};

/** What the socket tells its connection. */
export type WireListener = {
  readonly opened: () => void;
  /** It closed or could not open; `code` when the server said why. */
  readonly closed: (code: string | null) => void;
  readonly events: (events: readonly Numbered<unknown>[]) => void;
  readonly hint: (hint: Hint) => void;
  readonly signedOut: (because: string) => void;
};

/** One socket that opens when told and never by itself: the connection decides when to try again. */
export type Wire = {
  readonly open: () => void;
  readonly drop: () => void;
  readonly command: (frame: CommandFrame, answered: (answer: CommandAnswer) => void) => void;
  readonly follow: (
    frame: { readonly stream: string; readonly after: number },
    answered: (answer: FollowAnswer) => void,
  ) => void;
  readonly leave: (stream: string) => void;
  readonly listen: (listener: WireListener) => void;
};

/** Where the server is and who connects. */
export type WireOptions = {
  readonly url: string;
  readonly tabId: string;
  readonly token?: string;
};

let warm: { readonly url: string; readonly manager: Manager } | null = null;

/**
 * Opens the way to the server before it is known who connects, so that the first wire finds it open; the server
 * closes what nobody comes to use. Safe to call often.
 */
export function warmWire(url: string): void {
  if (warm !== null) return;
  const manager = managerOf(url);
  warm = { url, manager };
  manager.once('close', () => {
    if (warm?.manager === manager) warm = null;
  });
  manager.open((error) => {
    if (error !== undefined && warm?.manager === manager) warm = null;
  });
}

function managerOf(url: string): Manager {
  return new Manager(url, {
    path: '/socket',
    transports: ['websocket'],
    autoConnect: false,
    reconnection: false,
    timeout: 5_000,
    withCredentials: true,
  });
}

function openSocket({ url, tabId, token }: WireOptions): Socket {
  const manager = warm?.url === url ? warm.manager : managerOf(url);
  warm = null;
  return manager.socket('/', { auth: token === undefined ? { tabId } : { tabId, token } });
}

/** A wire over Socket.IO, websocket only. */
export function socketWire(options: WireOptions): Wire {
  const socket = openSocket(options);
  return {
    open: () => void socket.connect(),
    drop: () => void socket.disconnect(),
    command: (frame, answered) => void socket.emit('command', frame, answered),
    follow: (frame, answered) => void socket.emit('follow', frame, answered),
    leave: (stream) => void socket.emit('leave', { stream }),
    listen: (listener) => {
      socket.on('connect', listener.opened);
      socket.on('disconnect', () => listener.closed(null));
      socket.on('connect_error', (error) => listener.closed(codeOf(error)));
      socket.on('events', listener.events);
      socket.on('hint', listener.hint);
      socket.on('signed-out', (said: { because: string }) => listener.signedOut(said.because));
    },
  };
}

function codeOf(error: Error): string | null {
  const data: unknown = 'data' in error ? error.data : null;
  if (typeof data !== 'object' || data === null || !('code' in data)) return null;
  return typeof data.code === 'string' ? data.code : null;
}
