import type { Millis } from '../time.ts';
import { type AgentNow, liveLeases } from './presence.ts';

/** One thing without which an agent cannot be rung; the words and the way out are the screen's. */
export type Missing =
  | 'no-page'
  | 'ring-sound-locked'
  | 'microphone-denied'
  | 'no-microphone'
  | 'no-media-path';

/** How an agent stands: what they wish, and whether it can be true (Q8, B3). */
export type Readiness = {
  /** `unreachable`: ready by wish, but what is missing keeps every call away. */
  readonly state: 'offline' | 'paused' | 'ready' | 'unreachable';
  /** Everything that is missing, whatever the wish: the registration light is green when it is empty. */
  readonly missing: readonly Missing[];
};

/** Says "ready" only of an agent who can really be rung, else what is missing. */
export function readiness(agent: AgentNow, now: Millis): Readiness {
  const missing = missingIn(agent, now);
  const { state } = agent.presence.wish;
  return { state: state === 'ready' && missing.length > 0 ? 'unreachable' : state, missing };
}

function missingIn({ leases }: AgentNow, now: Millis): readonly Missing[] {
  const alive = liveLeases(leases, now);
  if (alive.length === 0) return ['no-page'];
  const missing: Missing[] = [];
  if (!alive.some((lease) => lease.canRing)) missing.push('ring-sound-locked');
  const microphones = alive.map((lease) => lease.microphone);
  if (microphones.every((state) => state === 'denied' || state === 'no-device')) {
    missing.push(microphones.includes('denied') ? 'microphone-denied' : 'no-microphone');
  }
  if (alive.every((lease) => lease.media === 'failed')) missing.push('no-media-path');
  return missing;
}
