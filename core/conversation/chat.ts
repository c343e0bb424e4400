import type { Millis } from '../time.ts';

/** An agent who let an offer pass, and when. */
type Pass = { readonly agentId: string; readonly at: Millis };

/** Who serves the chat of a conversation. */
export type Chat =
  | { readonly state: 'none' }
  | { readonly state: 'waiting'; readonly since: Millis; readonly passedBy: readonly Pass[] }
  | {
      readonly state: 'offered';
      readonly since: Millis;
      readonly passedBy: readonly Pass[];
      readonly offerId: string;
      readonly agentId: string;
      readonly until: Millis;
    }
  | {
      readonly state: 'assigned';
      readonly since: Millis;
      readonly agentId: string;
      readonly agentName: string;
    }
  | { readonly state: 'completed'; readonly at: Millis };
