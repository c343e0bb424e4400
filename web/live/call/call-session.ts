import type { CallKind } from '@parley/core/call/call.ts';
import { isMasked } from '../privacy/masked-track.ts';
import { derive, type Store } from '../store.ts';
import type { CallOptions } from './call-options.ts';
import type { CallState } from './call-state.ts';
import { type ControlAnswer, Controls } from './controls.ts';
import { attachOwn } from './elements.ts';
import { LegInPage } from './leg-in-page.ts';
import type { Chosen, Received } from './receiving.ts';

/** How loud everybody is, 0 to 1; `of` says it of each leg that is heard. */
export type Levels = {
  readonly own: number;
  readonly other: number;
  readonly of: Readonly<Record<string, number>>;
};

/** One's own part in a call, in this page. */
export type CallSession = {
  readonly callId: string;
  readonly legId: string;
  readonly kind: CallKind;
  readonly state: Store<CallState>;
  readonly levels: Store<Levels>;
  /** The page that is shared stands around this one, and its private parts are hidden. */
  readonly isMasked: Store<boolean>;
  /** At offer time: everything is made ready, nothing is heard yet. */
  readonly arm: () => void;
  /** Takes part; `take` also takes the media from another page of the same person. */
  readonly join: (how?: { readonly take?: boolean }) => void;
  /** Lets everything go; the call itself goes on. */
  readonly close: () => void;
  readonly attachSound: (element: HTMLMediaElement) => () => void;
  readonly attachPicture: (element: HTMLVideoElement) => () => void;
  /** The voice of one of `state.voices`, in an element of its own. */
  readonly attachVoice: (element: HTMLMediaElement, legId: string) => () => void;
  /** The picture of one of `state.sidePictures`. */
  readonly attachSidePicture: (element: HTMLVideoElement, legId: string) => () => void;
  readonly attachOwnPicture: (element: HTMLVideoElement) => () => void;
  readonly playSound: () => Promise<void>;
  readonly mute: () => Promise<ControlAnswer>;
  readonly unmute: () => Promise<ControlAnswer>;
  readonly turnCameraOn: () => Promise<ControlAnswer>;
  readonly turnCameraOff: () => Promise<ControlAnswer>;
  /** Must be called in the click itself: the browser asks which screen. */
  readonly shareScreen: () => Promise<ControlAnswer>;
  readonly stopSharing: () => Promise<ControlAnswer>;
  readonly flipCamera: () => Promise<void>;
  readonly hold: () => Promise<ControlAnswer>;
  readonly resume: () => Promise<ControlAnswer>;
  readonly end: () => Promise<ControlAnswer>;
};

/** Open sessions by leg: asking twice for the same leg gives the same session. */
const sessions = new Map<string, CallSession>();

/** Opens one's part in a call; nothing happens before `arm` or `join`. */
export function openCall(options: CallOptions): CallSession {
  const open = sessions.get(options.legId);
  if (open !== undefined) return open;
  const session = createSession(options, () => {
    if (sessions.get(options.legId) === session) sessions.delete(options.legId);
  });
  sessions.set(options.legId, session);
  return session;
}

function createSession(options: CallOptions, forget: () => void): CallSession {
  const { callId, legId, kind, devices } = options;
  const leg = new LegInPage(options);
  const controls = new Controls(leg);
  const ended = leg.gone.on(forget);
  return {
    callId,
    legId,
    kind,
    state: leg.state,
    levels: derive(leg.levels, ({ own, other, byTrack }) => ({
      own,
      other,
      of: levelsByLeg(leg.chosen.get(), byTrack),
    })),
    isMasked: derive(leg.ownPicture, ({ track }) => isMasked(track)),
    arm: () => leg.arm(),
    join: (how) => leg.join({ take: how?.take ?? false }),
    close: () => {
      ended();
      leg.close();
      forget();
    },
    attachSound: (element) =>
      leg.elements.attachSound(
        element,
        derive(leg.chosen, (chosen) => chosen.sound),
      ),
    attachPicture: (element) =>
      leg.elements.attachPicture(
        element,
        derive(leg.chosen, (chosen) => chosen.picture),
      ),
    attachVoice: (element, legId) =>
      leg.elements.attachSound(
        element,
        derive(leg.chosen, (chosen) => fromLeg(chosen.voices, legId)),
      ),
    attachSidePicture: (element, legId) =>
      leg.elements.attachPicture(
        element,
        derive(leg.chosen, (chosen) => fromLeg(chosen.pictures, legId)),
      ),
    attachOwnPicture: (element) =>
      attachOwn(
        element,
        derive(leg.ownPicture, (own) => own.track),
      ),
    playSound: () => leg.elements.playSound(),
    mute: () => controls.mute(),
    unmute: () => controls.unmute(),
    turnCameraOn: () => controls.turnCameraOn(),
    turnCameraOff: () => controls.turnCameraOff(),
    shareScreen: () => controls.shareScreen(),
    stopSharing: () => controls.stopSharing(),
    flipCamera: () => devices.flipCamera(),
    hold: () => controls.send('hold-call'),
    resume: () => controls.send('resume-call'),
    end: () => controls.end(),
  };
}

function fromLeg(received: readonly Received[], legId: string): Received | null {
  return received.find((one) => one.from === legId) ?? null;
}

function levelsByLeg({ heard }: Chosen, byTrack: Readonly<Record<string, number>>): Levels['of'] {
  return Object.fromEntries(heard.map((one) => [one.from, byTrack[one.track.id] ?? 0]));
}
