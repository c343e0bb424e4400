import type { SignedIn } from '@parley/contracts/rest.ts';
import type { Connection } from '../../live/connection.ts';
import type { Desk } from '../../live/desk.ts';
import type { Devices } from '../../live/devices/devices.ts';
import type { Headset } from '../../live/headset/headset.ts';
import type { MediaPathWatch } from '../../live/media-check/watch-media-path.ts';
import type { BarTools } from '../bar/bar-tools.ts';
import type { AgentCalls } from '../calls/agent-calls.ts';
import type { CallVerbs } from '../calls/call-verbs.ts';
import type { Colleagues } from '../colleagues/colleagues.ts';
import type { DeskFiles } from '../files/desk-files.ts';
import type { AutoAnswers } from '../incoming/auto-answer.ts';
import type { OfferActions } from '../incoming/offer-actions.ts';
import type { OwnSettings } from '../settings/own-settings.ts';
import type { VideoTools } from '../video/open-video.ts';
import type { Lists } from '../work/desk-lists.ts';
import type { Ring } from '../work/ring.ts';
import type { Selection } from '../work/selection.ts';
import type { Toasts } from '../work/toasts.ts';
import type { WrapUps } from '../wrap-up/wrap-ups.ts';

/** What lives as long as an agent is signed in on this page. */
export type Workplace = VideoTools & {
  readonly who: SignedIn;
  readonly connection: Connection;
  readonly desk: Desk;
  readonly devices: Devices;
  readonly calls: AgentCalls;
  readonly verbs: CallVerbs;
  readonly bar: BarTools;
  readonly autoAnswer: AutoAnswers;
  readonly offers: OfferActions;
  readonly headset: Headset;
  readonly settings: OwnSettings;
  readonly ring: Ring;
  readonly toasts: Toasts;
  readonly selection: Selection;
  readonly lists: Lists;
  readonly files: DeskFiles;
  /** What this page has found out about its path for calls. */
  readonly mediaPath: MediaPathWatch;
  readonly wrapUps: WrapUps;
  /** Null for whoever is nobody's colleague here. */
  readonly colleagues: Colleagues | null;
  readonly close: () => void;
};
