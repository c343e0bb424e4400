import type { Problem } from '@parley/contracts/rest.ts';
import { words } from '../words.ts';

/** Says a refused request in words; `leftMs` is how long to wait before trying again. */
export function problemInWords(problem: Problem | 'unreachable', leftMs: number): string {
  if (problem === 'unreachable') return words.signIn.unreachable;
  if (problem.status === 429) return words.signIn.tooMany(Math.ceil(leftMs / 1_000));
  if (problem.status === 401) return words.signIn.wrong;
  if (problem.status >= 500) return words.signIn.serverTrouble;
  return words.signIn.refused;
}
