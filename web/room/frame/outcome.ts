/** Why a link opens nothing any more. */
export type DeadLink = 'no-code' | 'not-valid' | 'expired' | 'used' | 'cancelled';

/** Why Join did not lead into the room. */
export type JoinProblem =
  | 'name'
  | 'microphone'
  | 'network'
  | 'too-many'
  | 'media-not-ready'
  | 'other';

const DEAD: Readonly<Record<string, DeadLink>> = {
  'link-not-valid': 'not-valid',
  'bad-input': 'not-valid',
  'link-expired': 'expired',
  'link-used': 'used',
  'link-cancelled': 'cancelled',
};

const PROBLEMS: Readonly<Record<string, JoinProblem>> = {
  unreachable: 'network',
  'too-many': 'too-many',
  'media-not-ready': 'media-not-ready',
};

/** What a refusal says about the link itself; null when it says nothing of it. */
export function deadLinkOf(code: string): DeadLink | null {
  return DEAD[code] ?? null;
}

/** What a refusal of Join is for the guest. */
export function problemOf(code: string): JoinProblem {
  return PROBLEMS[code] ?? 'other';
}

const FIRST_RETRY_MS = 1_500;
const LONGEST_RETRY_MS = 12_000;

/** How long to wait before the next try by itself. */
export function retryMs(tries: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** Math.max(0, tries - 1), LONGEST_RETRY_MS);
}
