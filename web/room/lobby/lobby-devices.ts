import type { DeviceState } from '@parley/core/call/call.ts';
import type { HeldDevice } from '../../live/devices/device-in-use.ts';
import { type Devices, openDevices } from '../../live/devices/devices.ts';
import { type MediaResult, mediaResult } from '../../live/devices/permission.ts';
import { createStore, type OwnedStore } from '../../live/store.ts';

type Beginning = { readonly camera: boolean; readonly first: 'front' | 'rear' };

/** Microphone and camera of the guest before the call, held open so that the call begins with what the lobby showed. */
export class LobbyDevices {
  readonly devices: Devices = openDevices();
  readonly wantsCamera = createStore(false);
  readonly preview = createStore<MediaStreamTrack | null>(null);
  readonly voice = createStore<MediaStreamTrack | null>(null);
  #microphone: HeldDevice | null = null;
  #camera: HeldDevice | null = null;

  /** Asks for what is needed, one question after the other; a phone begins with the camera that the invitation names. */
  async open({ camera, first }: Beginning): Promise<void> {
    // What was chosen here before stays chosen.
    if (this.#microphone !== null) return;
    if (first === 'rear') this.devices.face('environment');
    this.wantsCamera.set(camera);
    await this.#openMicrophone();
    if (this.wantsCamera.get()) this.#openCamera();
  }

  readonly turnCameraOn = (): void => {
    this.wantsCamera.set(true);
    this.#openCamera();
  };

  readonly turnCameraOff = (): void => {
    this.wantsCamera.set(false);
    this.#closeCamera();
  };

  readonly flip = (): void => void this.devices.flipCamera();

  /** What a call can begin with now; in a tap, what was refused before is asked for once more. */
  async ready(): Promise<MediaResult> {
    if (isRefused(this.devices.state.get().microphone)) this.#closeMicrophone();
    await this.#openMicrophone();
    const wantsCamera = this.wantsCamera.get();
    if (wantsCamera) await this.#openCamera().opened;
    const { microphone, camera } = this.devices.state.get();
    return mediaResult(microphone, wantsCamera ? camera : null);
  }

  /** The call holds what it needs: nothing stays open for the lobby. */
  letGo(): void {
    this.#closeMicrophone();
    this.#closeCamera();
  }

  async #openMicrophone(): Promise<void> {
    this.#microphone ??= shownIn(this.voice, this.devices.hold('microphone'));
    await this.#microphone.opened;
  }

  #openCamera(): HeldDevice {
    if (isRefused(this.devices.state.get().camera)) this.#closeCamera();
    this.#camera ??= shownIn(this.preview, this.devices.hold('camera'));
    return this.#camera;
  }

  #closeMicrophone(): void {
    this.#microphone?.release();
    this.#microphone = null;
  }

  #closeCamera(): void {
    this.#camera?.release();
    this.#camera = null;
  }
}

/** Whether a device was asked for and does not come. */
export function isRefused(state: DeviceState): boolean {
  return state === 'denied' || state === 'no-device' || state === 'in-use' || state === 'lost';
}

/** Shows what a held device gives, for as long as it is held here. */
function shownIn(shown: OwnedStore<MediaStreamTrack | null>, held: HeldDevice): HeldDevice {
  const show = (): void => shown.set(held.track.get());
  const stop = held.track.subscribe(show);
  show();
  return {
    ...held,
    release: () => {
      stop();
      shown.set(null);
      held.release();
    },
  };
}
