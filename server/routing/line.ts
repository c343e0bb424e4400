import type { Hint } from '@parley/contracts/socket.ts';
import type { HintTarget } from '../delivery-port.ts';
import type { ContactInLine, Pass } from './pass.ts';

type Place = { readonly position: number; readonly typicalWaitMs: number | null };

export type Line = {
  /** Tells those whose place in this queue has changed. */
  tell(queueId: string, pass: Pass): void;
  /** Forgets what a conversation was told, so that the next pass tells it again. */
  forget(conversationId: string): void;
};

/** Fewer answered waits than this are no measure. */
const ENOUGH_WAITS = 3;

/** Who waits learns their place and the typical wait, whenever it changes (E8). */
export function createLine(hint: (to: HintTarget, hint: Hint) => void): Line {
  const queues = new Map<string, Map<string, Place>>();
  return {
    tell(queueId, pass) {
      const told = queues.get(queueId) ?? new Map<string, Place>();
      const now = placesIn(pass);
      for (const [contact, place] of now) {
        const before = told.get(keyOf(contact));
        const same =
          before?.position === place.position && before.typicalWaitMs === place.typicalWaitMs;
        const { conversationId, callId } = contact;
        if (!same) hint({ conversationId }, { type: 'line', conversationId, callId, ...place });
      }
      queues.set(queueId, new Map([...now].map(([contact, place]) => [keyOf(contact), place])));
    },
    forget(conversationId) {
      for (const told of queues.values()) {
        for (const key of [...told.keys()]) {
          if (key.startsWith(`${conversationId} `)) told.delete(key);
        }
      }
    },
  };
}

function keyOf({ conversationId, id }: ContactInLine): string {
  return `${conversationId} ${id}`;
}

/** Those who ring somewhere still stand in line: they keep their place (Q5). Who waits for one agent stands in none. */
function placesIn({ contacts, waits }: Pass): Map<ContactInLine, Place> {
  const typicalWaitMs = typical(waits);
  const inLine = contacts.filter((contact) => contact.boundToAgentId === null);
  return new Map(inLine.map((contact, index) => [contact, { position: index + 1, typicalWaitMs }]));
}

/** The median of the last answered waits; null when there were too few to say. */
function typical(waits: readonly number[]): number | null {
  if (waits.length < ENOUGH_WAITS) return null;
  const sorted = [...waits].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
