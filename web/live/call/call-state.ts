import type { Call, DeviceState, Leg } from '@parley/core/call/call.ts';
import { isAnswered, isRung, talksWith } from '@parley/core/call/people.ts';
import { isAudioOnly, PLAYER } from '@parley/core/flows.ts';
import type { Facing } from '../devices/constraints.ts';
import type { DevicesState } from '../devices/devices.ts';
import type { Playing } from './elements.ts';
import { GOOD, type Verdict } from './quality.ts';
import { type Chosen, type Received, talkedWith } from './receiving.ts';
import type { RecoveryState } from './recovery/policy.ts';
import type { OwnPicture } from './sender.ts';

/** How this page's own part in the call stands. */
export type CallStage =
  | 'idle'
  | 'armed'
  | 'joining'
  | 'connected'
  | 'reconnecting'
  | 'elsewhere'
  | 'ended';

/** Who is heard or seen. */
export type From = 'person' | 'player' | 'none';

/** A call as its screen shows it. */
export type CallState = {
  readonly stage: CallStage;
  readonly call: Call | null;
  readonly own: Leg | null;
  /** Everybody else who is in the call; whoever is only rung is not yet. */
  readonly others: readonly Leg[];
  /** Those of them who hear this page's person now, the customer first. */
  readonly talkingWith: readonly Leg[];
  /** Answered, and cut off from everybody: held, or waiting beside the others. */
  readonly held: boolean;
  readonly audioOnly: boolean;
  /** Local clock, ms. */
  readonly times: { readonly talkingSince: number | null; readonly phaseSince: number | null };
  readonly sound: { readonly from: From; readonly blocked: boolean };
  readonly remotePicture: {
    readonly from: From;
    readonly source: 'camera' | 'screen' | 'player' | 'none';
    /** A frame of it has been shown. */
    readonly playing: boolean;
  };
  /** Legs whose voice needs an element of its own beside the one sound. */
  readonly voices: readonly string[];
  /** Pictures of whom one talks with beside the one shown large, whether they send one or not. */
  readonly sidePictures: readonly SidePicture[];
  readonly ownPicture: {
    readonly source: 'none' | 'camera' | 'screen';
    /** Shown as in a mirror; what is sent never is. */
    readonly mirrored: boolean;
    readonly opening: boolean;
  };
  readonly microphone: { readonly muted: boolean; readonly state: DeviceState };
  readonly camera: { readonly state: DeviceState; readonly canFlip: boolean };
  readonly quality: { readonly own: Verdict; readonly others: Verdict | null };
  /** The last interruption of this page's own path. */
  readonly gap: { readonly ms: number; readonly at: number } | null;
  /** The code of the last control that was refused, until the next one. */
  readonly failed: string | null;
};

/** A picture beside the large one. */
export type SidePicture = {
  readonly leg: Leg;
  readonly source: 'camera' | 'screen' | 'none';
  readonly playing: boolean;
};

/** Everything a call's state is made of. */
export type CallParts = {
  readonly call: Call | null;
  readonly legId: string;
  readonly intent: 'idle' | 'armed' | 'joined' | 'closed';
  readonly recovery: RecoveryState;
  readonly wasConnected: boolean;
  readonly switchedOff: { readonly microphone: boolean; readonly picture: boolean };
  readonly chosen: Chosen;
  readonly playing: Playing;
  readonly ownPicture: OwnPicture;
  readonly devices: DevicesState;
  readonly facing: Facing | null;
  readonly localTime: (serverMillis: number) => number;
  readonly kept: Pick<CallState, 'quality' | 'gap' | 'failed'>;
};

/** Before anything has happened. */
export const NOTHING_KEPT: CallParts['kept'] = {
  quality: { own: GOOD, others: null },
  gap: null,
  failed: null,
};

/** Puts a call's state together. */
export function composeState(parts: CallParts): CallState {
  const { call, legId, chosen, devices, playing, switchedOff } = parts;
  const own = call?.legs.find((leg) => leg.id === legId) ?? null;
  const [sound = null] = chosen.heard;
  const picture = shownOf(chosen.picture, chosen.flowing);
  return {
    stage: stageOf(parts),
    call,
    own,
    others: call?.legs.filter((leg) => leg.id !== legId && !isRung(call, leg.id)) ?? [],
    talkingWith: talkedWith(call, legId),
    held: call !== null && isCutOff(call, legId),
    audioOnly: call !== null && call.phase.name !== 'ended' && isAudioOnly(call),
    times: timesOf(call, parts.localTime),
    sound: { from: fromOf(sound), blocked: playing.blocked },
    remotePicture: {
      from: fromOf(picture),
      source: pictureSource(picture),
      playing: picture !== null && playing.seen.includes(picture.consumerId),
    },
    voices: chosen.voices.map((one) => one.from),
    sidePictures: sidePictures(parts),
    ownPicture: {
      source: parts.ownPicture.source,
      mirrored: parts.ownPicture.source === 'camera' && parts.facing !== 'environment',
      opening: parts.ownPicture.source !== 'none' && parts.ownPicture.track === null,
    },
    microphone: {
      muted: switchedOff.microphone || own?.microphone === 'muted',
      state: devices.microphone,
    },
    camera: { state: devices.camera, canFlip: devices.cameras.length > 1 },
    ...parts.kept,
  };
}

function isCutOff(call: Call, legId: string): boolean {
  return isAnswered(call) && !isRung(call, legId) && talksWith(call, legId).length === 0;
}

function sidePictures({ call, legId, chosen, playing }: CallParts): readonly SidePicture[] {
  return talkedWith(call, legId)
    .slice(1)
    .map((leg) => {
      const shown = chosen.pictures.find((one) => one.from === leg.id);
      const isSeen = shown !== undefined && playing.seen.includes(shown.consumerId);
      return { leg, source: leg.picture.source, playing: isSeen };
    });
}

function stageOf({ call, intent, recovery, wasConnected }: CallParts): CallStage {
  // While it rings, another tab that is ready too takes nothing away.
  if (intent === 'armed' && call?.phase.name !== 'ended') return 'armed';
  if (recovery.name === 'over' && recovery.because === 'taken') return 'elsewhere';
  if (recovery.name === 'over' || intent === 'closed' || call?.phase.name === 'ended') {
    return 'ended';
  }
  if (intent === 'idle') return 'idle';
  if (recovery.name === 'well') return wasConnected ? 'connected' : 'joining';
  return wasConnected ? 'reconnecting' : 'joining';
}

function shownOf(received: Received | null, flowing: readonly string[]): Received | null {
  return received !== null && flowing.includes(received.consumerId) ? received : null;
}

function fromOf(received: Received | null): From {
  if (received === null) return 'none';
  return received.from === PLAYER ? 'player' : 'person';
}

function pictureSource(received: Received | null): CallState['remotePicture']['source'] {
  return received === null || received.source === 'microphone' ? 'none' : received.source;
}

function timesOf(
  call: Call | null,
  localTime: (serverMillis: number) => number,
): CallState['times'] {
  if (call === null || call.phase.name === 'ended') return { talkingSince: null, phaseSince: null };
  const { phase } = call;
  return {
    talkingSince: 'answeredAt' in phase ? localTime(phase.answeredAt) : null,
    phaseSince: localTime(phase.since),
  };
}
