import type { CallKind, DeviceState } from '@parley/core/call/call.ts';
import { createStore, type Store } from '../store.ts';
import { canBlur } from './background-blur.ts';
import { type Chosen, keptChoice, UNCHOSEN } from './chosen.ts';
import type { Facing } from './constraints.ts';
import { DeviceInUse, type HeldDevice, type Surroundings } from './device-in-use.ts';
import {
  type Choice,
  choicesOf,
  type DeviceNotice,
  deviceToUse,
  speakerNotice,
} from './fallback.ts';
import { afterPermission, type MediaResult, mediaResult, watchPermission } from './permission.ts';
import { canChooseSpeaker, canShareScreen, supportsCalls } from './support.ts';

/** The devices of this browser as a screen shows them. */
export type DevicesState = {
  readonly microphones: readonly Choice[];
  readonly cameras: readonly Choice[];
  readonly speakers: readonly Choice[];
  readonly chosen: Chosen;
  readonly microphone: DeviceState;
  readonly camera: DeviceState;
  readonly canShareScreen: boolean;
  readonly canChooseSpeaker: boolean;
  /** The camera that is open can blur the background by itself. */
  readonly canBlur: boolean;
  readonly notice: DeviceNotice | null;
};

/** The devices of this page; open one per page. */
export type Devices = {
  readonly state: Store<DevicesState>;
  /** The browser has said what there is and what is allowed. */
  readonly known: Promise<unknown>;
  /** Remembered, and applied at once to what is in use. */
  readonly choose: (part: Partial<Chosen>) => void;
  /** Asks for permission and lets the device go again. */
  readonly ask: (device: 'microphone' | 'camera') => Promise<DeviceState>;
  /** Asks for what a call of this kind needs, each device apart, and keeps it warm for the call that follows. */
  readonly readyFor: (kind: CallKind) => Promise<MediaResult>;
  /** Lets go what `readyFor` keeps warm: the call has it now, or there is none. */
  readonly coolDown: () => void;
  /** Opens a device and keeps it open until released. */
  readonly hold: (device: 'microphone' | 'camera') => HeldDevice;
  /** Allowed and plugged in, as far as the browser says without opening it. */
  readonly isAtHand: (device: 'microphone' | 'camera') => boolean;
  readonly flipCamera: () => Promise<void>;
  /** Which way the camera looks when it is opened next, until it is flipped. */
  readonly face: (facing: Facing) => void;
  /** In a tap: opens anew what is held and was taken away by a telephone call, a lock or another app. */
  readonly revive: () => Promise<void>;
  readonly facing: () => Facing | null;
  /** The id for setSinkId; empty for the system's own speaker. */
  readonly speakerId: () => string;
  /** The same for what rings. */
  readonly ringSpeakerId: () => string;
  readonly dismissNotice: () => void;
  readonly close: () => void;
};

/** How long devices asked for a call are kept open for it. */
const WARM_MS = 20_000;

/** Looks at the devices of this browser and follows their coming and going. */
export function openDevices(): Devices {
  const permissions = { microphone: 'prompt', camera: 'prompt' } as Record<
    'microphone' | 'camera',
    PermissionState
  >;
  const state = createStore<DevicesState>(notListed());
  const change = (part: Partial<DevicesState>): void =>
    state.update((now) => ({ ...now, ...part }));
  const surroundings = (device: 'microphone' | 'camera'): Surroundings => ({
    chosen: () => state.get().chosen,
    present: () => (device === 'microphone' ? state.get().microphones : state.get().cameras),
    listed: () => listed,
    isGranted: () => permissions[device] === 'granted',
    notice: (notice) => change({ notice }),
    told: (said) => {
      change({ [device]: said });
      // Labels are said only once a device was allowed, by some browsers only while it is open.
      const isNamed = surroundings(device)
        .present()
        .some((one) => one.label !== '');
      if (said === 'allowed' && !isNamed) relist();
    },
  });
  const inUse = {
    microphone: new DeviceInUse('microphone', surroundings('microphone')),
    camera: new DeviceInUse('camera', surroundings('camera')),
  };
  const camera = inUse.camera.track;
  camera.subscribe(() => change({ canBlur: canBlur(camera.get()) }));
  const relist = (): void => {
    void list(state).then(() => {
      inUse.microphone.recheck();
      inUse.camera.recheck();
    });
  };
  const stop = new AbortController();
  const listed = supportsCalls() === 'yes' ? list(state) : Promise.resolve();
  const asked: Promise<void>[] = [listed];
  if (supportsCalls() === 'yes') {
    navigator.mediaDevices.addEventListener('devicechange', relist, stop);
    for (const device of ['microphone', 'camera'] as const) {
      const watched = watchPermission(device, (said) => {
        const wasDenied = permissions[device] === 'denied';
        permissions[device] = said;
        change({ [device]: afterPermission(state.get()[device], said) });
        if (wasDenied && said !== 'denied') inUse[device].recheck();
        if (said === 'granted') relist();
      });
      asked.push(watched);
    }
  }
  const warm = new Set<HeldDevice>();
  const keep = (held: HeldDevice): HeldDevice => {
    warm.add(held);
    setTimeout(held.release, WARM_MS);
    return held;
  };
  const ask = async (device: 'microphone' | 'camera'): Promise<DeviceState> => {
    const held = inUse[device].hold();
    await held.opened;
    held.release();
    return state.get()[device];
  };
  return {
    state,
    known: Promise.all(asked),
    choose: (part) => {
      const before = state.get().chosen;
      const chosen = { ...before, ...part };
      keptChoice.write(chosen);
      change({ chosen });
      inUse.microphone.rechosen(before);
      inUse.camera.rechosen(before);
    },
    ask,
    readyFor: (kind) => warmUp(kind, { state, inUse, permissions, keep }),
    coolDown: () => {
      for (const held of warm) held.release();
      warm.clear();
    },
    hold: (device) => inUse[device].hold(),
    isAtHand: (device) =>
      permissions[device] === 'granted' && surroundings(device).present().length > 0,
    flipCamera: () => inUse.camera.flip(),
    face: (facing) => inUse.camera.face(facing),
    revive: async () => {
      await inUse.microphone.revive();
      await inUse.camera.revive();
    },
    facing: () => inUse.camera.facing,
    speakerId: () => playedOn(state.get(), 'speaker'),
    ringSpeakerId: () => playedOn(state.get(), 'ringSpeaker'),
    dismissNotice: () => change({ notice: null }),
    close: () => stop.abort(),
  };
}

/** Before the browser has said what there is. */
function notListed(): DevicesState {
  return {
    microphones: [],
    cameras: [],
    speakers: [],
    chosen: { ...UNCHOSEN, ...keptChoice.read() },
    microphone: 'unknown',
    camera: 'unknown',
    canShareScreen: canShareScreen(),
    canChooseSpeaker: canChooseSpeaker(),
    canBlur: false,
    notice: null,
  };
}

type Permissions = Readonly<Record<'microphone' | 'camera', PermissionState>>;

async function warmUp(
  kind: CallKind,
  own: {
    readonly state: Store<DevicesState>;
    readonly inUse: Readonly<Record<'microphone' | 'camera', DeviceInUse>>;
    readonly permissions: Permissions;
    readonly keep: (held: HeldDevice) => HeldDevice;
  },
): Promise<MediaResult> {
  if (supportsCalls() !== 'yes') return 'no-devices';
  // Browsers open one after the other: a picture takes longer on its way, so where nothing is asked it goes first.
  if (kind === 'video' && areGranted(own.permissions) && microphoneIsUsable(own.state)) {
    own.keep(own.inUse.camera.hold());
  }
  const microphone = own.keep(own.inUse.microphone.hold());
  // Two questions at once confuse: the second waits unless both were answered long ago.
  if (kind !== 'video' || own.permissions.camera !== 'granted') await microphone.opened;
  const wantsCamera = kind === 'video' && microphoneIsUsable(own.state);
  const camera = wantsCamera ? own.keep(own.inUse.camera.hold()) : null;
  await microphone.opened;
  await camera?.opened;
  return mediaResult(own.state.get().microphone, kind === 'video' ? own.state.get().camera : null);
}

function areGranted({ microphone, camera }: Permissions): boolean {
  return microphone === 'granted' && camera === 'granted';
}

function microphoneIsUsable(state: Store<DevicesState>): boolean {
  const { microphone } = state.get();
  return microphone !== 'denied' && microphone !== 'no-device';
}

async function list(state: ReturnType<typeof createStore<DevicesState>>): Promise<void> {
  const listed = await navigator.mediaDevices.enumerateDevices();
  const speakers = choicesOf(listed, 'audiooutput');
  state.update((now) => ({
    ...now,
    microphones: choicesOf(listed, 'audioinput'),
    cameras: choicesOf(listed, 'videoinput'),
    speakers,
    notice: speakersNotice(now, speakers) ?? now.notice,
  }));
}

function speakersNotice(before: DevicesState, now: readonly Choice[]): DeviceNotice | null {
  const lists = { before: before.speakers, now };
  const { speaker, ringSpeaker } = before.chosen;
  return (
    speakerNotice('speaker', speaker, lists) ?? speakerNotice('ringSpeaker', ringSpeaker, lists)
  );
}

/** The chosen speaker while it is there, else the system's own. */
function playedOn({ speakers, chosen }: DevicesState, which: 'speaker' | 'ringSpeaker'): string {
  return chosen[which] === null ? '' : (deviceToUse(speakers, chosen[which])?.id ?? '');
}
