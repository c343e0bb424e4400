import { type Presence, type PresenceInput, stepPresence } from '@parley/core/presence/presence.ts';
import type { Millis } from '@parley/core/time.ts';
import type { Draft } from './draft.ts';
import type { Loaded } from './loaded.ts';

type FreeAgent = Extract<Draft['effects'][number], { type: 'free-agent' }>;

/** How those who were freed stand afterwards: who let it ring is paused by policy, who worked is idle from now (Q5). */
export function presencesAfter(loaded: Loaded, draft: Draft, now: Millis): readonly Presence[] {
  const freed = Map.groupBy(freedIn(draft), (effect) => effect.agentId);
  return [...freed].flatMap(([agentId, effects]): Presence[] => {
    const agent = loaded.agents.get(agentId);
    if (agent === undefined) throw new Error('an agent was freed without being locked');
    const after = effects.reduce((presence, effect) => {
      const input = inputFor(effect.because, draft);
      return input === null ? presence : stepPresence(presence, input, now);
    }, agent.presence);
    return after === agent.presence ? [] : [after];
  });
}

/** The agents whom a change frees. */
export function freedIn(draft: Draft): readonly FreeAgent[] {
  return draft.effects.filter((effect) => effect.type === 'free-agent');
}

function inputFor(because: FreeAgent['because'], { call }: Draft): PresenceInput | null {
  switch (because) {
    case 'rang-out':
      // The policy is about customers who wait, not about colleagues.
      return call?.origin === 'internal' ? null : { type: 'let-it-ring' };
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
