import type { HeldDevice } from '../devices/device-in-use.ts';
import type { Devices } from '../devices/devices.ts';
import { createStore, type OwnedStore } from '../store.ts';
import { cameraSending, MICROPHONE_SENDING, SCREEN_SENDING, sizesOf } from './encodings.ts';
import type { LegPath } from './leg-path.ts';
import type { Size } from './picture-size.ts';
import { type Sending, type SendStep, sendSteps, type Wanted } from './reconcile.ts';

/** One's own picture as the page shows it. */
export type OwnPicture = {
  readonly source: 'none' | 'camera' | 'screen';
  readonly track: MediaStreamTrack | null;
};

/** What cannot be sent although it is wanted. */
export type SendTrouble = 'no-camera' | 'no-screen';

/** So long the first picture of the other takes; setting up what is sent would compete for the same moment. */
const RECEIVES_FIRST_MS = 200;

/** When a microphone is tried again that the browser would not send. */
const HEAR_AGAIN_MS = 1_000;

const NOTHING: Wanted = { microphone: 'closed', picture: 'none' };

/** Makes what this page sends match what the call says: one step at a time, always from what really is. */
export class Sender {
  readonly picture: OwnedStore<OwnPicture> = createStore<OwnPicture>({
    source: 'none',
    track: null,
  });
  readonly #devices: Devices;
  readonly #trouble: (trouble: SendTrouble) => void;
  #wanted: Wanted = NOTHING;
  #path: LegPath | null = null;
  #microphone: HeldDevice | null = null;
  #camera: HeldDevice | null = null;
  #screen: MediaStreamTrack | null = null;
  #stuck = new Set<'microphone' | 'picture'>();
  #running = false;
  #again = false;
  #unwatch: () => void = () => undefined;
  #laterMs = 0;
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(devices: Devices, trouble: (trouble: SendTrouble) => void) {
    this.#devices = devices;
    this.#trouble = trouble;
  }

  /** What was picked to be shared; it ends when the sharing ends, or by the browser's own button. */
  setScreen(track: MediaStreamTrack | null): void {
    if (this.#screen !== track) this.#screen?.stop();
    this.#screen = track;
    this.#stuck.delete('picture');
    track?.addEventListener('ended', () => {
      if (this.#screen !== track) return;
      this.#screen = null;
      this.#trouble('no-screen');
    });
  }

  want(wanted: Wanted): void {
    if (wanted.picture !== this.#wanted.picture) this.#stuck.delete('picture');
    this.#wanted = wanted;
    this.#openDevices();
    this.#match();
  }

  /** The first path is for a moment only for what comes in by it: whoever is rung sees the other before being seen. */
  receiveFirst(): void {
    // A page in the background sleeps longer than it asks for.
    if (document.visibilityState === 'visible') this.#laterMs = RECEIVES_FIRST_MS;
  }

  /** Another path: everything is set up anew on it. */
  use(path: LegPath | null): void {
    clearTimeout(this.#later);
    this.#later = undefined;
    if (path !== null && this.#laterMs > 0) {
      this.#later = setTimeout(() => this.use(path), this.#laterMs);
      this.#laterMs = 0;
      return;
    }
    this.#path = path;
    this.#unwatch();
    if (path !== null) {
      this.#unwatch = this.#devices.state.subscribe(() => void this.#fitBandwidth());
    }
    this.#stuck.clear();
    if (path !== null) this.#openDevices();
    this.#match();
  }

  get #receivesFirst(): boolean {
    return this.#laterMs > 0 || this.#later !== undefined;
  }

  /** What could not be sent is tried once more. */
  retry(): void {
    this.#stuck.clear();
    this.#match();
  }

  close(): void {
    clearTimeout(this.#later);
    this.#later = undefined;
    this.#unwatch();
    this.#path = null;
    this.setScreen(null);
    this.want(NOTHING);
    this.#microphone?.release();
    this.#microphone = null;
    this.#releaseCamera();
  }

  /** Devices take time: they open while the path is still being made. */
  #openDevices(): void {
    const { microphone, picture } = this.#wanted;
    if (microphone !== 'closed' && this.#microphone === null) {
      this.#microphone = this.#watched('microphone');
    }
    const opensCamera = picture === 'camera' && this.#camera === null && !this.#receivesFirst;
    if (opensCamera) this.#camera = this.#watched('camera');
    this.#showPicture();
  }

  #watched(device: 'microphone' | 'camera'): HeldDevice {
    const held = this.#devices.hold(device);
    const stop = held.track.subscribe(() => void this.#changed(device, held));
    return {
      ...held,
      release: () => {
        stop();
        held.release();
      },
    };
  }

  /** Another microphone or camera was chosen or plugged in, or it has gone. */
  async #changed(device: 'microphone' | 'camera', held: HeldDevice): Promise<void> {
    this.#showPicture();
    const track = held.track.get();
    this.#stuck.delete(device === 'microphone' ? 'microphone' : 'picture');
    const path = this.#path;
    if (path !== null && path.producer(device) !== undefined) await swap(path, device, track);
    this.#match();
  }

  #showPicture(): void {
    const source = this.#wanted.picture;
    const track = source === 'camera' ? (this.#camera?.track.get() ?? null) : this.#screen;
    this.picture.set({ source, track: source === 'none' ? null : track });
  }

  #match(): void {
    this.#again = true;
    if (!this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#again) {
      this.#again = false;
      const opening = this.#bothOpening();
      if (opening !== null) await opening;
      const path = this.#path;
      const step = path === null ? undefined : this.#nextStep(path);
      if (path === null || step === undefined) continue;
      this.#again = true;
      await this.#take(step, path);
    }
    this.#running = false;
    this.#rest();
  }

  /** Until microphone or camera is there, while neither is: what comes first goes first. */
  #bothOpening(): Promise<void> | null {
    const [microphone, camera] = [this.#microphone, this.#camera];
    if (microphone === null || camera === null) return null;
    if (microphone.track.get() !== null || camera.track.get() !== null) return null;
    return Promise.race([microphone.opened, camera.opened]);
  }

  /** What is not wanted any more is let go once nothing is sent of it. */
  #rest(): void {
    if (this.#wanted.picture !== 'camera') this.#releaseCamera();
    if (this.#wanted.picture !== 'screen' && this.#path !== null && this.#screenIsOver()) {
      this.#screen?.stop();
      this.#screen = null;
    }
    this.#showPicture();
  }

  /** A screen just picked waits for the call to say so; one that was shown and is no longer wanted is over. */
  #screenIsOver(): boolean {
    return this.#shown === this.#screen;
  }

  #shown: MediaStreamTrack | null = null;

  #nextStep(path: LegPath): SendStep | undefined {
    const steps = sendSteps(this.#wanted, sendingOn(path)).filter(
      (step) => !this.#stuck.has(aboutOf(step)),
    );
    // The picture takes longest to be seen: it goes first, unless it would keep the voice waiting.
    const pictureIsReady = this.picture.get().track !== null;
    return (pictureIsReady ? steps.find((step) => aboutOf(step) === 'picture') : null) ?? steps[0];
  }

  async #take(step: SendStep, path: LegPath): Promise<void> {
    try {
      await this.#carryOut(step, path);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      // A path that was replaced meanwhile says nothing of the next one, which is set up from the start.
      if (this.#path !== path) return;
      this.#stuck.add(aboutOf(step));
      if (step.endsWith('camera')) this.#trouble('no-camera');
      if (step.endsWith('screen')) this.#trouble('no-screen');
      if (aboutOf(step) === 'microphone') setTimeout(() => this.#hearAgain(path), HEAR_AGAIN_MS);
    }
  }

  /** Nobody stays unheard because the browser could not do it once. */
  #hearAgain(path: LegPath): void {
    if (this.#path !== path) return;
    this.#stuck.delete('microphone');
    this.#match();
  }

  async #carryOut(step: SendStep, path: LegPath): Promise<void> {
    switch (step) {
      case 'open-microphone':
        return this.#openMicrophone(path);
      case 'close-microphone':
        path.stopProducing('microphone');
        return;
      case 'silence-microphone':
        path.producer('microphone')?.pause();
        return;
      case 'let-microphone-through':
        path.producer('microphone')?.resume();
        return;
      case 'open-camera':
      case 'wake-camera':
        return this.#sendCamera(path);
      case 'rest-camera':
        await path.replaceTrack('camera', null);
        this.#releaseCamera();
        return;
      case 'close-camera':
        path.stopProducing('camera');
        this.#releaseCamera();
        return;
      case 'open-screen':
        return this.#openScreen(path);
      case 'close-screen':
        path.stopProducing('screen');
    }
  }

  async #openMicrophone(path: LegPath): Promise<void> {
    await this.#microphone?.opened;
    const track = ownOf(this.#microphone?.track.get() ?? null);
    if (track === null) {
      this.#stuck.add('microphone');
      return;
    }
    // Ready but silent: the next step lets it through if it is wanted.
    track.enabled = false;
    const producer = await path.produce('microphone', { ...MICROPHONE_SENDING, track });
    producer.pause();
  }

  async #sendCamera(path: LegPath): Promise<void> {
    this.#openDevices();
    await this.#camera?.opened;
    if (this.#wanted.picture !== 'camera') return;
    const track = this.#camera?.track.get() ?? null;
    if (track === null) {
      this.#stuck.add('picture');
      this.#trouble('no-camera');
      return;
    }
    await swap(path, 'camera', track);
    if (path.producer('camera') !== undefined) return;
    await path.produce('camera', { ...cameraSending(sizeOf(track)), track });
    await this.#fitBandwidth();
  }

  /** In low-bandwidth mode only the smallest layer of the camera is encoded and sent (M21). */
  async #fitBandwidth(): Promise<void> {
    const camera = this.#path?.producer('camera');
    const layers = camera?.rtpParameters.encodings?.length ?? 1;
    const top = this.#devices.state.get().chosen.lowBandwidth ? 0 : layers - 1;
    if (camera === undefined || (camera.maxSpatialLayer ?? layers - 1) === top) return;
    try {
      await camera.setMaxSpatialLayer(top);
    } catch (error) {
      // It was closed on the way: the next one is fitted when it opens.
      if (!(error instanceof Error)) throw error;
    }
  }

  async #openScreen(path: LegPath): Promise<void> {
    const track = this.#screen;
    if (track === null) {
      this.#stuck.add('picture');
      this.#trouble('no-screen');
      return;
    }
    track.contentHint = 'detail';
    this.#shown = track;
    await path.produce('screen', { ...SCREEN_SENDING, track });
  }

  #releaseCamera(): void {
    this.#camera?.release();
    this.#camera = null;
  }
}

/** Puts another track into what is sent; a camera of another class of size is sent anew. */
async function swap(
  path: LegPath,
  device: 'microphone' | 'camera',
  track: MediaStreamTrack | null,
): Promise<void> {
  const producer = path.producer(device);
  if (producer === undefined) return;
  const sizes = producer.rtpParameters.encodings?.length ?? 1;
  const fits = device === 'microphone' || track === null || sizesOf(sizeOf(track)) === sizes;
  const sent = device === 'microphone' ? ownOf(track) : track;
  if (fits) await path.replaceTrack(device, sent);
  else path.stopProducing('camera');
}

/** Each call has its own of the one microphone: silent in one call, it is heard in another. */
function ownOf(microphone: MediaStreamTrack | null): MediaStreamTrack | null {
  return microphone?.clone() ?? null;
}

function sizeOf(track: MediaStreamTrack): Size {
  const { width = 640, height = 480 } = track.getSettings();
  return { width, height };
}

/** What really is set up on a path. */
function sendingOn(path: LegPath): Sending {
  const microphone = path.producer('microphone');
  const camera = path.producer('camera');
  return {
    microphone: microphone === undefined ? 'closed' : soundOf(microphone.paused),
    picture:
      path.producer('screen') !== undefined
        ? 'screen'
        : pictureOf(camera === undefined ? undefined : camera.track),
  };
}

function aboutOf(step: SendStep): 'microphone' | 'picture' {
  return step.endsWith('microphone') || step.endsWith('through') ? 'microphone' : 'picture';
}

function soundOf(paused: boolean): Sending['microphone'] {
  return paused ? 'silent' : 'on';
}

function pictureOf(track: MediaStreamTrack | null | undefined): Sending['picture'] {
  if (track === undefined) return 'none';
  return track === null ? 'resting-camera' : 'camera';
}
