import type { CallState } from '../../live/call/call-state.ts';
import { besideOf } from './beside.ts';

/**
 * What the one button for holding does now: null while there is nothing to hold, while a colleague
 * is asked beside the line, and for a call that somebody else holds and takes back (X1).
 */
export function holdTurn({ call, own }: Pick<CallState, 'call' | 'own'>): 'hold' | 'resume' | null {
  if (call === null || own === null) return null;
  const { phase } = call;
  if (own.away) return 'resume';
  const beside = besideOf(call, own.id).is;
  if (beside !== 'none' && beside !== 'conference') return null;
  if (phase.name === 'held') return phase.byLegId === own.id ? 'resume' : null;
  return phase.name === 'active' ? 'hold' : null;
}
