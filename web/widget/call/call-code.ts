import { wantCall } from '../../live/call/first-call.ts';
import { warmDevice } from '../../live/call/media-device.ts';
import { Calls } from '../../ui/call/calls.ts';
import { CallPanel } from './CallPanel.tsx';
import { lookAtDevices, takeDevices } from './devices-at-hand.ts';

/** Everything that a call needs beyond the chat, in one piece that loads on intent. */
export const callCode = { CallPanel, Calls, lookAtDevices, takeDevices, wantCall, warmDevice };
