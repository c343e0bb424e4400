import { LOGIN, MISSED } from '@parley/core/presence/presence.ts';
import { words } from '../words.ts';

const POLICY_REASONS: Readonly<Record<string, string>> = {
  [MISSED]: words.state.missed,
  [LOGIN]: words.state.login,
};

/** The type of a pause: an installation's own word, or what the policy says. */
export function pauseInWords(reason: string): string {
  return POLICY_REASONS[reason] ?? reason;
}
