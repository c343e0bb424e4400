import type { SignedIn } from '@parley/contracts/rest.ts';
import { connectToServer } from '../../live/connect-to-server.ts';
import { followDesk } from '../../live/desk.ts';
import { openDevices } from '../../live/devices/devices.ts';
import { openTabId } from '../../live/tab-id.ts';
import { openAgentCalls } from '../calls/agent-calls.ts';
import { openRing } from '../work/ring.ts';
import { openSelection } from '../work/selection.ts';
import { openToasts } from '../work/toasts.ts';
import { watchDesk } from './watch-desk.ts';
import type { Workplace } from './workplace.ts';

/** Opens the line to the server and all that hangs on it. */
export async function openDesk(who: SignedIn): Promise<Workplace> {
  const tabId = await openTabId();
  const connection = connectToServer({ url: location.origin, tabId });
  const desk = followDesk({ connection, personId: who.personId });
  const devices = openDevices();
  const calls = openAgentCalls({ connection, desk, devices, personId: who.personId });
  const ring = openRing();
  const toasts = openToasts();
  const selection = openSelection();
  const parts = { who, connection, desk, devices, calls, ring, toasts, selection };
  const stopWatching = watchDesk(parts);
  return {
    ...parts,
    close() {
      stopWatching();
      calls.close();
      desk.close();
      devices.close();
      ring.close();
      selection.close();
      connection.close();
    },
  };
}
