import { type CallSupport, supportsCalls } from '../../live/devices/support.ts';
import type { CallsAre } from '../entry/entry.ts';

/** Whether a call can be started, or what stands in the way: this browser, or the server's state. */
export type CallsNow = 'ready' | 'preparing' | 'absent' | Exclude<CallSupport, 'yes'>;

export function callsNow(media: CallsAre): CallsNow {
  const support = supportsCalls();
  return support === 'yes' ? media.state : support;
}
