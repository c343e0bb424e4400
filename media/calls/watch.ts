import { hasEdge, mediaKindOf } from './edges.ts';
import type { Leg } from './leg.ts';
import type { LegPath, Received } from './leg-path.ts';
import type { Room } from './room.ts';
import { unlessClosed } from './unless-closed.ts';

/** Takes note of what has come in from each leg, so that a path that fell silent is reported. */
export async function listenToLegs(room: Room): Promise<void> {
  await Promise.all(
    [...room.legs.values()].map(async (leg) => {
      const { path } = leg;
      if (path === null) return;
      const received = await receivedBy(path);
      if (received === null || path.isClosed) return;
      path.heard(received, isSoundDue(room, leg, path));
      room.reportPath(leg);
    }),
  );
}

/** A microphone that somebody hears sends 50 packets a second, in silence too. */
function isSoundDue(room: Room, leg: Leg, path: LegPath): boolean {
  if (!path.sending.has('audio')) return false;
  return [...room.legs.keys()].some((to) =>
    hasEdge(room.plan, { from: leg.id, to, kind: 'audio' }),
  );
}

async function receivedBy(path: LegPath): Promise<Received | null> {
  const [stats] = (await unlessClosed(path.send, path.send.getStats())) ?? [];
  if (stats === undefined) return null;
  return { bytes: stats.bytesReceived, rtpBytes: stats.rtpBytesReceived };
}

/** Tells all legs how well each one's media arrives, where it has changed since the last time. */
export function tellScores(room: Room): void {
  const { callId } = room.plan;
  for (const leg of room.legs.values()) {
    for (const [slot, sending] of leg.path?.sending ?? []) {
      if (!sending.isOpen || sending.score === sending.toldScore) continue;
      sending.toldScore = sending.score;
      const kind = mediaKindOf(slot);
      for (const to of room.legs.values()) {
        to.hint(callId, { type: 'score', legId: leg.id, kind, score: sending.score });
      }
    }
  }
}
