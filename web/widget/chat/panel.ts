import type { FrameToHost } from '@parley/contracts/widget.ts';
import type { Store } from '../../live/store.ts';

/** What a conversation asks of the panel around it. */
export type Panel = {
  /** Whether it is open, and how often the host page opened it. */
  readonly state: Store<{ readonly isOpen: boolean; readonly openings: number }>;
  readonly send: (message: FrameToHost) => void;
  readonly keepInCall: (inCall: boolean) => void;
  /** The conversation cannot be read any more. */
  readonly forget: () => void;
  readonly close: () => void;
};
