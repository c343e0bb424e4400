import type { SignedIn } from '@parley/contracts/rest.ts';
import { connectToServer } from '../../live/connect-to-server.ts';
import { followDesk } from '../../live/desk.ts';
import { openDevices } from '../../live/devices/devices.ts';
import { openTabId } from '../../live/tab-id.ts';
import { openAgentCalls } from '../calls/agent-calls.ts';
import { openDeskHeadset } from '../calls/desk-headset.ts';
import { openColleagues } from '../colleagues/colleagues.ts';
import { openOfferActions } from '../incoming/offer-actions.ts';
import { openNotices } from '../notices/open-notices.ts';
import { openOwnSettings } from '../settings/own-settings.ts';
import { openLists } from '../work/desk-lists.ts';
import { openMediaPath } from '../work/media-path.ts';
import { openRing } from '../work/ring.ts';
import { openSelection } from '../work/selection.ts';
import { openToasts } from '../work/toasts.ts';
import { openWrapUps } from '../wrap-up/wrap-ups.ts';
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
  const settings = openOwnSettings();
  const offers = openOfferActions({ desk, calls, ring, toasts, selection });
  const headset = openDeskHeadset({ desk, calls, offers });
  const lists = openLists(connection);
  const wrapUps = openWrapUps({ connection, desk, toasts });
  const mediaPath = openMediaPath({ connection, desk, ring });
  const tools = { calls, offers, headset, settings, ring, toasts, selection };
  const parts = { who, connection, desk, devices, lists, mediaPath, wrapUps, ...tools };
  const colleagues = openColleagues({ who, connection, desk, ring, settings, toasts });
  const stopWatching = watchDesk(parts);
  const notices = openNotices({ desk, ...tools });
  return {
    ...parts,
    colleagues,
    close() {
      stopWatching();
      colleagues?.close();
      mediaPath.close();
      notices.close();
      headset.close();
      settings.close();
      calls.close();
      wrapUps.close();
      lists.close();
      desk.close();
      devices.close();
      ring.close();
      selection.close();
      connection.close();
    },
  };
}
