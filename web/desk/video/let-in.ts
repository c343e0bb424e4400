import type { ConversationView } from '@parley/core/conversation/view.ts';
import type { OfferCard } from '@parley/core/presence/desk-view.ts';

type Offered = Pick<OfferCard, 'callId' | 'purpose' | 'isExpected'>;
type Seen = Pick<ConversationView, 'call' | 'room'>;

/**
 * Whether an offer is somebody this agent is already waiting for, and so is answered at once: the guest of a room
 * the agent has open who brought the link's secret (K5), or the customer who accepted the agent's own question for
 * video. Whoever only typed the code rings.
 */
export function isLetIn(offer: Offered, { call, room }: Seen, personId: string): boolean {
  if (offer.isExpected) return true;
  // Opened only while it rings already.
  if (offer.purpose !== 'call' || !call?.room || call.id !== offer.callId) return false;
  const isOpenHere = room?.id === call.room.id && room.agentId === personId && room.agentIn;
  return isOpenHere && call.room.bySecret;
}
