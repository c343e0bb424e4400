import type { HostToFrame } from '@parley/contracts/widget.ts';

/** Whether this is said in our words; who said it is checked where it arrives. */
export function isOurs(data: unknown): data is HostToFrame {
  return typeof data === 'object' && data !== null && 'parley' in data && data.parley === 1;
}
