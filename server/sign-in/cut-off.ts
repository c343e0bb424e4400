import type { Millis } from '@parley/core/time.ts';
import type { Tx } from '../database/database.ts';
import type { TabSocket } from '../delivery/tab-socket.ts';
import type { Engine } from '../engine.ts';
import { type EndedSession, markSeen, SEEN_EVERY_MS, stillOpen } from './sessions.ts';
import type { WordOfEnds } from './word-of-ends.ts';

export type CutOffParts = {
  readonly tx: Tx;
  readonly engine: Pick<Engine, 'dropTab'>;
  readonly sockets: () => readonly TabSocket[];
  readonly word: Pick<WordOfEnds, 'announce'>;
  readonly now: () => Millis;
};

/** Ends what was opened with sessions that are over: sockets, leases and legs, here and elsewhere. */
export async function cutOff(
  { engine, sockets, word }: Pick<CutOffParts, 'engine' | 'sockets' | 'word'>,
  ended: readonly EndedSession[],
): Promise<void> {
  if (ended.length === 0) return;
  endSockets(sockets(), new Set(ended.map((session) => session.id)));
  const tabs = ended.flatMap(({ personId, tabs }) => tabs.map((tabId) => ({ personId, tabId })));
  await word.announce();
  await Promise.all(tabs.map(({ personId, tabId }) => engine.dropTab(personId, tabId)));
}

function endSockets(sockets: readonly TabSocket[], sessionIds: ReadonlySet<string>): void {
  for (const socket of sockets) {
    const { sessionId } = socket.bearer;
    if (sessionId !== null && sessionIds.has(sessionId)) socket.signOut('session-ended');
  }
}

/** Looks whether the sessions behind this server's sockets are still open; other servers may end them too. */
export class SessionWatch {
  readonly #parts: Pick<CutOffParts, 'tx' | 'sockets' | 'now'>;
  #seenAt: Millis = 0;

  constructor(parts: Pick<CutOffParts, 'tx' | 'sockets' | 'now'>) {
    this.#parts = parts;
  }

  async look(): Promise<void> {
    const { tx, sockets, now } = this.#parts;
    const ids = [...new Set(sockets().flatMap(({ bearer }) => bearer.sessionId ?? []))];
    if (ids.length === 0) return;
    const open = await stillOpen(tx, ids, now());
    endSockets(sockets(), new Set(ids.filter((id) => !open.has(id))));
    if (now() - this.#seenAt < SEEN_EVERY_MS) return;
    this.#seenAt = now();
    await markSeen(tx, ids, now());
  }
}
