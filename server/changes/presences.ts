import { type Presence, type PresenceInput, stepPresence } from '@parley/core/presence/presence.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Draft } from './draft.ts';
import type { Loaded } from './loaded.ts';

type FreeAgent = Extract<Draft['effects'][number], { type: 'free-agent' }>;

/** How those who were freed stand afterwards: who let it ring is paused by policy, who worked is idle from now (Q5). */
export function presencesAfter(loaded: Loaded, draft: Draft, now: Millis): readonly Presence[] {
  return freedIn(draft).flatMap((freed): Presence[] => {
    const agent = loaded.agents.get(freed.agentId);
    if (agent === undefined) throw new Error('an agent was freed without being locked');
    const input = inputFor(freed.because);
    if (input === null) return [];
    const after = stepPresence(agent.presence, input, now);
    return after === agent.presence ? [] : [after];
  });
}

/** The agents whom a change frees. */
export function freedIn(draft: Draft): readonly FreeAgent[] {
  return draft.effects.filter((effect) => effect.type === 'free-agent');
}

function inputFor(because: FreeAgent['because']): PresenceInput | null {
  switch (because) {
    case 'rang-out':
      return { type: 'let-it-ring' };
    case 'agent-lost':
    case 'ended':
    case 'transferred':
    case 'completed':
    case 'released':
    case 'wrapped-up':
      return { type: 'became-free' };
    case 'declined':
    case 'agent-gone':
    case 'withdrawn':
    case 'forwarded':
      return null;
  }
}
