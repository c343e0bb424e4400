import { type AgentNow, callsOf, serves } from './presence/presence.ts';
import type { Millis } from './time.ts';

/** Whether an agent's calls are answered by themselves, and after how long (B13). */
export type AutoAnswer = { readonly on: boolean; readonly delayMs: number };

/** What holds until an agent chooses otherwise. */
export const AUTO_ANSWER: AutoAnswer = { on: false, delayMs: 20_000 };

/** How long before its end a ring is answered at the latest: an answer that comes with the end is none. */
const BEFORE_END_MS = 1_000;

/** The offer that may be answered; the card of the desk has these. */
type RingingOffer = {
  readonly offerId: string;
  readonly contactId: string;
  readonly channel: 'voice' | 'video' | 'chat';
  readonly offeredAt: Millis;
  readonly ringsUntil: Millis;
};

/** When an offer is answered by itself, or why it is not. */
export type AutoAnswered =
  | { readonly at: Millis }
  | { readonly at: null; readonly because: 'off' | 'not-a-call' | 'paused' | 'in-call' };

/** Says when an offer is answered by itself: never during another call, never in a pause, never a chat. */
export function autoAnswerAt(
  setting: AutoAnswer,
  offer: RingingOffer,
  agent: Pick<AgentNow, 'presence' | 'tasks'>,
): AutoAnswered {
  const because = obstacleTo(setting, offer, agent);
  if (because !== null) return { at: null, because };
  const wanted = offer.offeredAt + setting.delayMs;
  const latest = Math.max(offer.offeredAt, offer.ringsUntil - BEFORE_END_MS);
  return { at: Math.min(wanted, latest) };
}

function obstacleTo(
  setting: AutoAnswer,
  offer: RingingOffer,
  { presence, tasks }: Pick<AgentNow, 'presence' | 'tasks'>,
): 'off' | 'not-a-call' | 'paused' | 'in-call' | null {
  if (!setting.on) return 'off';
  if (offer.channel === 'chat') return 'not-a-call';
  if (!serves(presence, offer.channel)) return 'paused';
  const another = callsOf(tasks).some((task) => task.contactId !== offer.contactId);
  return another ? 'in-call' : null;
}
