import type { Millis } from './time.ts';

/** How late the end of a ring may be noticed for it to have been one. */
const LATE_MS = 2_000;

/** Why an offer passed; a ring whose end nobody noticed in time did not ring either: no server was there, and so no page. */
export function whyPassed(
  by: 'decline' | 'rang-out' | 'agent-gone',
  until: Millis,
  now: Millis,
): 'declined' | 'rang-out' | 'agent-gone' {
  if (by === 'decline') return 'declined';
  return by === 'rang-out' && now <= until + LATE_MS ? 'rang-out' : 'agent-gone';
}
