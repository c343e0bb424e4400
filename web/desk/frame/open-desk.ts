import type { SignedIn } from '@parley/contracts/rest.ts';
import { connectToServer } from '../../live/connect-to-server.ts';
import { followDesk } from '../../live/desk.ts';
import { openDevices } from '../../live/devices/devices.ts';
import { openTabId } from '../../live/tab-id.ts';
import { openBarTools } from '../bar/bar-tools.ts';
import { playRingback } from '../bar/ringback.ts';
import { openAgentCalls } from '../calls/agent-calls.ts';
import { openCallVerbs } from '../calls/call-verbs.ts';
import { openDeskHeadset } from '../calls/desk-headset.ts';
import { watchTransfers } from '../calls/watch-transfers.ts';
import { openColleagues } from '../colleagues/colleagues.ts';
import { openDeskFiles } from '../files/desk-files.ts';
import { openAutoAnswers } from '../incoming/auto-answer.ts';
import { openOfferActions } from '../incoming/offer-actions.ts';
import { openNotices } from '../notices/open-notices.ts';
import { openOwnSettings } from '../settings/own-settings.ts';
import { openVideo } from '../video/open-video.ts';
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
  const { personId } = who;
  const tabId = await openTabId();
  const connection = connectToServer({ url: location.origin, tabId });
  const desk = followDesk({ connection, personId });
  const devices = openDevices();
  const calls = openAgentCalls({ connection, desk, devices, personId });
  const ring = openRing();
  const toasts = openToasts();
  const selection = openSelection();
  const settings = openOwnSettings();
  const verbs = openCallVerbs({ connection, calls, selection, toasts });
  const bar = openBarTools(calls);
  const offers = openOfferActions({ desk, calls, verbs, ring, toasts, selection });
  const video = openVideo({ connection, desk, personId, toasts, answer: offers.answer });
  const autoAnswer = openAutoAnswers({ connection, desk, settings, ring, answer: offers.answer });
  const headset = openDeskHeadset({ desk, calls, bar, offers });
  const lists = openLists(connection);
  const files = openDeskFiles({ connection, toasts, personId });
  const wrapUps = openWrapUps({ connection, desk, toasts });
  const mediaPath = openMediaPath({ connection, desk, ring });
  const tools = {
    calls,
    verbs,
    bar,
    autoAnswer,
    offers,
    headset,
    settings,
    ring,
    toasts,
    selection,
  };
  const colleagues = openColleagues({ who, connection, desk, ring, settings, toasts });
  const own = { lists, files, mediaPath, wrapUps, colleagues, ...video, ...tools };
  const parts = { who, connection, desk, devices, ...own };
  const stopWatching = watchDesk(parts);
  const stopTelling = watchTransfers({ desk, toasts, personId });
  const { live, speakerOn } = bar;
  const stopRingback = playRingback({ live, speakerOn, speakerId: devices.speakerId });
  const notices = openNotices({ desk, colleagues, ...tools });
  return {
    ...parts,
    close() {
      stopWatching();
      stopTelling();
      stopRingback();
      video.close();
      autoAnswer.close();
      bar.close();
      colleagues?.close();
      mediaPath.close();
      notices.close();
      headset.close();
      settings.close();
      calls.close();
      wrapUps.close();
      lists.close();
      files.close();
      desk.close();
      devices.close();
      ring.close();
      selection.close();
      connection.close();
    },
  };
}
