import type { DeviceState } from '@parley/core/call/call.ts';
import { createStore, type Store } from '../store.ts';
import { blur } from './background-blur.ts';
import type { Chosen } from './chosen.ts';
import { cameraConstraints, type Facing, microphoneConstraints } from './constraints.ts';
import { afterChange, type Choice, type DeviceNotice, deviceToUse } from './fallback.ts';
import { stateOfRefusal } from './permission.ts';

/** What a device needs to know of the others. */
export type Surroundings = {
  readonly chosen: () => Chosen;
  readonly present: () => readonly Choice[];
  /** The devices have been listed once. */
  readonly listed: () => Promise<void>;
  readonly isGranted: () => boolean;
  readonly told: (state: DeviceState) => void;
  readonly notice: (notice: DeviceNotice) => void;
};

/** A microphone or camera that somebody needs; it stays open through changes of choice and unplugging. */
export type HeldDevice = {
  /** Null while there is none: not opened yet, refused, unplugged. */
  readonly track: Store<MediaStreamTrack | null>;
  /** Resolves when the first attempt to open it is over. */
  readonly opened: Promise<void>;
  readonly release: () => void;
};

/** One microphone or camera of the page, opened while it is held by anyone. */
export class DeviceInUse {
  readonly track = createStore<MediaStreamTrack | null>(null);
  readonly #device: 'microphone' | 'camera';
  readonly #around: Surroundings;
  #holders = 0;
  #facing: Facing | null = null;
  /** The way it looks as long as nobody has flipped it. */
  #first: Facing | null = null;
  /** The camera that was flipped to, where none says which way it looks. */
  #turnedTo: string | null = null;
  #opening: Promise<void> = Promise.resolve();
  #openings = 0;
  #attempted = 0;
  #attempts = 0;
  #wasOpen = false;
  #wasLost = false;

  constructor(device: 'microphone' | 'camera', around: Surroundings) {
    this.#device = device;
    this.#around = around;
  }

  hold(): HeldDevice {
    this.#holders += 1;
    if (this.track.get() === null && !this.#isOpening()) void this.#reopen();
    const opened = this.#settled();
    let released = false;
    return {
      track: this.track,
      opened,
      release: () => {
        if (released) return;
        released = true;
        this.#holders -= 1;
        if (this.#holders === 0) this.#letGo();
      },
    };
  }

  /** Which way the camera looks when it is opened next. */
  face(facing: Facing): void {
    this.#first = facing;
    this.#facing = facing;
  }

  /** Turns a phone's camera around: the old one must stop before the other can start. */
  flip(): Promise<void> {
    const now = this.track.get()?.getSettings();
    if (now !== undefined && now.facingMode === undefined) return this.#takeNext(now.deviceId);
    this.#facing = (this.#facing ?? now?.facingMode ?? 'user') === 'user' ? 'environment' : 'user';
    return this.#reopen();
  }

  /** Cameras that do not say which way they look are taken in turn. */
  #takeNext(used: string | undefined): Promise<void> {
    const present = this.#around.present();
    const next = present[(present.findIndex((one) => one.id === used) + 1) % present.length];
    this.#turnedTo = next?.id ?? null;
    this.#facing = null;
    return this.#reopen();
  }

  /** In a tap of the person: what the system took away meanwhile is opened anew. */
  async revive(): Promise<void> {
    const track = this.track.get();
    const works = track !== null && track.readyState === 'live' && !track.muted;
    if (this.#holders > 0 && !works) await this.#reopen();
  }

  get facing(): Facing | null {
    return this.#facing;
  }

  /** The choice has changed. */
  rechosen(before: Chosen): void {
    const now = this.#around.chosen();
    const other = now[this.#device] !== before[this.#device];
    const retuned =
      this.#device === 'microphone'
        ? now.cleanSound !== before.cleanSound
        : now.resolution !== before.resolution;
    if (other) this.#forgetTurn();
    // NOTE a running camera mostly keeps its size whatever is applied to it: it is opened anew.
    if (this.#holders === 0) return;
    if (other || retuned) void this.#reopen();
    else if (now.blurBackground !== before.blurBackground) void this.#blur(now);
  }

  async #blur({ blurBackground }: Chosen): Promise<void> {
    if (this.#device === 'camera') await blur(this.track.get(), blurBackground);
  }

  /** Devices came or went, or a permission changed. */
  recheck(): void {
    if (this.#holders === 0) return;
    const track = this.track.get();
    if (track === null) {
      // What is being opened sees the newest devices and permissions by itself.
      if (this.#isOpening()) return;
      // Never ask again by ourselves somebody who has not agreed before.
      if (this.#wasOpen || this.#around.isGranted()) void this.#reopen().then(this.#sayBack);
      return;
    }
    const used = track.getSettings().deviceId ?? '';
    const fallback = afterChange(
      this.#device,
      { id: used, ended: track.readyState === 'ended' },
      { present: this.#around.present(), chosen: this.#around.chosen()[this.#device] },
    );
    // A browser that does not say which device it uses is trusted until the track ends.
    if (fallback.move === 'stay' || (used === '' && track.readyState === 'live')) return;
    if (fallback.move === 'none') {
      this.#lose();
      this.#around.notice(fallback.notice);
      return;
    }
    void this.#reopen().then(() => {
      if (this.track.get() !== null) this.#around.notice(fallback.notice);
    });
  }

  readonly #sayBack = (): void => {
    if (!this.#wasLost || this.track.get() === null) return;
    this.#wasLost = false;
    const back = deviceToUse(this.#around.present(), this.#around.chosen()[this.#device]);
    const label = back?.label ?? '';
    this.#around.notice({ kind: 'came-back', device: this.#device, label });
  };

  #lose(): void {
    this.#wasLost = true;
    this.track.get()?.stop();
    this.track.set(null);
    this.#around.told('lost');
  }

  #letGo(): void {
    this.#openings += 1;
    this.track.get()?.stop();
    this.track.set(null);
    this.#forgetTurn();
  }

  #forgetTurn(): void {
    this.#facing = this.#first;
    this.#turnedTo = null;
  }

  /** An attempt is under way that nobody has given up since. */
  #isOpening(): boolean {
    return this.#attempts > 0 && this.#attempted === this.#openings;
  }

  /** All attempts are over, those included that took the place of an earlier one. */
  async #settled(): Promise<void> {
    for (let last: Promise<void> | null = null; last !== this.#opening; ) {
      last = this.#opening;
      await last;
    }
  }

  #reopen(): Promise<void> {
    const turn = ++this.#openings;
    this.#attempted = turn;
    // One at a time: two cameras at once do not open on phones.
    this.#attempts += 1;
    this.#opening = this.#opening
      .then(() => this.#open(turn))
      .finally(() => {
        this.#attempts -= 1;
      });
    return this.#opening;
  }

  async #open(turn: number): Promise<void> {
    if (turn !== this.#openings || this.#holders === 0) return;
    const before = this.track.get();
    if (this.#device === 'camera') before?.stop();
    if (!this.#around.isGranted()) this.#around.told('asking');
    const track = await this.#getTrack();
    if (turn !== this.#openings) {
      track?.stop();
      return;
    }
    track?.addEventListener('ended', () => this.#ended(track));
    track?.addEventListener('mute', () => this.#silenced(track));
    track?.addEventListener('unmute', () => this.#silenced(track));
    this.track.set(track);
    if (before !== track) before?.stop();
  }

  async #getTrack(): Promise<MediaStreamTrack | null> {
    if (this.#around.chosen()[this.#device] !== null) await this.#around.listed();
    const chosen = this.#present();
    const wanted =
      this.#device === 'microphone'
        ? { audio: microphoneConstraints(chosen) }
        : { video: cameraConstraints(chosen, this.#facing) };
    try {
      const stream = await navigator.mediaDevices.getUserMedia(wanted);
      this.#wasOpen = true;
      this.#around.told('allowed');
      const [track = null] = stream.getTracks();
      // Before anybody sees it.
      if (this.#device === 'camera' && chosen.blurBackground) await blur(track, true);
      return track;
    } catch (error) {
      this.#around.told(stateOfRefusal(error));
      return null;
    }
  }

  /** The choice, without a device that is not there now. */
  #present(): Chosen {
    const chosen = this.#around.chosen();
    const wanted = [this.#turnedTo, chosen[this.#device]];
    const isThere = (id: string | null): boolean =>
      this.#around.present().some((one) => one.id === id);
    return { ...chosen, [this.#device]: wanted.find(isThere) ?? null };
  }

  /** The system took it for something else (a telephone call, another app), or has given it back. */
  #silenced(track: MediaStreamTrack): void {
    if (this.track.get() !== track || this.#holders === 0) return;
    this.#around.told(track.muted ? 'in-use' : 'allowed');
  }

  #ended(track: MediaStreamTrack): void {
    if (this.track.get() !== track || this.#holders === 0) return;
    this.recheck();
  }
}
