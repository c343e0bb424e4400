import type { Presence } from '@parley/core/presence/presence.ts';
import { missingIn, type PageFacts } from '../frame/shown-state.ts';
import { words } from '../words.ts';
import { barWords } from './bar-words.ts';

/** The registration light: green, or red with the reasons. */
export type Registration = { readonly isOn: boolean; readonly reasons: readonly string[] };

/** Whether calls ring in this page, and if not, what is missing (B3). */
export function registrationOf(presence: Presence | null, page: PageFacts): Registration {
  if (presence === null || presence.wish.state === 'offline') {
    return { isOn: false, reasons: [barWords.light.noShift] };
  }
  const missing = missingIn(presence, page);
  return { isOn: missing.length === 0, reasons: missing.map((one) => words.state.missing[one]) };
}
