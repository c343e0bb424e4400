import { CallPanel } from './CallPanel.tsx';
import { Calls } from './calls.ts';

/** Everything that a call needs beyond the chat, in one piece that loads on intent. */
export const callCode = { CallPanel, Calls };
