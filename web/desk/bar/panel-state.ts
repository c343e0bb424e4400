import type { Call } from '@parley/core/call/call.ts';
import { isCalling } from '../calls/beside.ts';

/** How a call stands on its panel; `since` is the server's clock. */
export type PanelState =
  | { readonly is: 'live'; readonly since: number; readonly mayHold: boolean }
  | {
      readonly is: 'held' | 'held-by-other' | 'away' | 'calling' | 'elsewhere';
      readonly since: number;
    };

/** One word and one timer for a call of one's own (B7). */
export function panelState(
  call: Call,
  legId: string,
  { isHere }: { readonly isHere: boolean },
): PanelState {
  const { beside, phase } = call;
  const own = call.legs.find((leg) => leg.id === legId);
  const since = 'since' in phase ? phase.since : 0;
  const answeredAt = 'answeredAt' in phase ? phase.answeredAt : since;
  if (own?.away === true) return { is: 'away', since: answeredAt };
  if (!isHere) return { is: 'elsewhere', since: answeredAt };
  if (isCalling(call, legId)) return { is: 'calling', since };
  if (phase.name === 'held' && beside.name === 'none') {
    // Only who held it takes it back.
    return { is: phase.byLegId === legId ? 'held' : 'held-by-other', since };
  }
  return { is: 'live', since: answeredAt, mayHold: beside.name === 'none' };
}
