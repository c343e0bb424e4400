import type { RefusalCode } from '@parley/contracts/socket.ts';
import { pickedAround } from '../privacy/own-page.ts';
import type { CallState } from './call-state.ts';
import type { LegInPage } from './leg-in-page.ts';

/** What became of a control. */
export type ControlAnswer =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: RefusalCode | NoScreen };

type NoScreen = Extract<PickedScreen, { ok: false }>['code'];

type ControlName =
  | 'hold-call'
  | 'resume-call'
  | 'mute'
  | 'unmute'
  | 'turn-camera-on'
  | 'turn-camera-off'
  | 'share-screen'
  | 'stop-sharing'
  | 'end-call';

/** The buttons of a call: each sends a command, and the media follows the stored call. Only switching off is at once. */
export class Controls {
  readonly #leg: LegInPage;

  constructor(leg: LegInPage) {
    this.#leg = leg;
  }

  async send(name: ControlName): Promise<ControlAnswer> {
    this.#leg.failed(null);
    const answer = await this.#leg.line(name, {});
    if (answer.ok) return { ok: true };
    this.#leg.failed(answer.code);
    return { ok: false, code: answer.code };
  }

  mute(): Promise<ControlAnswer> {
    this.#leg.switchOff({ microphone: true });
    return this.#sendOrUndo('mute', { microphone: false });
  }

  unmute(): Promise<ControlAnswer> {
    this.#leg.switchOff({ microphone: false });
    return this.send('unmute');
  }

  turnCameraOn(): Promise<ControlAnswer> {
    this.#leg.switchOff({ picture: false });
    return this.send('turn-camera-on');
  }

  turnCameraOff(): Promise<ControlAnswer> {
    // While a screen is shared the button only decides what comes back after it.
    if (this.#leg.ownPicture.get().source === 'screen') return this.send('turn-camera-off');
    this.#leg.switchOff({ picture: true });
    return this.#sendOrUndo('turn-camera-off', { picture: false });
  }

  stopSharing(): Promise<ControlAnswer> {
    this.#leg.switchOff({ picture: true });
    return this.#sendOrUndo('stop-sharing', { picture: false });
  }

  async shareScreen(): Promise<ControlAnswer> {
    this.#leg.failed(null);
    const picked = await pickScreen();
    if (!picked.ok) {
      this.#leg.failed(picked.code);
      return picked;
    }
    this.#leg.setScreen(picked.track);
    const answer = await this.send('share-screen');
    if (!answer.ok) this.#leg.setScreen(null);
    return answer;
  }

  async end(): Promise<ControlAnswer> {
    if (staysAfterEnd(this.#leg.state.get())) return this.send('end-call');
    const asked = this.send('end-call');
    this.#leg.finish();
    const answer = await asked;
    // Still in the call, then: the page may open it again.
    if (!answer.ok) this.#leg.gone.emit(null);
    return answer;
  }

  async #sendOrUndo(
    name: ControlName,
    undo: { readonly microphone?: boolean; readonly picture?: boolean },
  ): Promise<ControlAnswer> {
    const answer = await this.send(name);
    if (!answer.ok) this.#leg.switchOff(undo);
    return answer;
  }
}

/** Ending a consult that one began ends only that: the line stays held (X3). */
function staysAfterEnd({ call, own }: CallState): boolean {
  const beside = call?.beside;
  if (beside === undefined || own === null) return false;
  if (beside.name === 'inviting') return beside.purpose === 'consult' && beside.byLegId === own.id;
  return beside.name === 'consulting' && !beside.merged && beside.byLegId === own.id;
}

/** The screen a person picked in the browser's own window, or why there is none. */
export type PickedScreen =
  | { readonly ok: true; readonly track: MediaStreamTrack }
  | {
      readonly ok: false;
      /** `page-not-hidden`: it may be the page around us, and its private parts cannot be hidden. */
      readonly code: 'screen-refused' | 'no-screen-sharing' | 'page-not-hidden';
    };

/** Asks which screen to share; must be called in a click. */
export async function pickScreen(): Promise<PickedScreen> {
  if (typeof navigator.mediaDevices?.getDisplayMedia !== 'function') {
    return { ok: false, code: 'no-screen-sharing' };
  }
  const around = pickedAround();
  try {
    const asked: DisplayMediaStreamOptions = {
      video: { frameRate: { ideal: 15, max: 30 } },
      audio: false,
    };
    const stream = await navigator.mediaDevices.getDisplayMedia({ ...asked, ...around.options });
    const [track] = stream.getVideoTracks();
    if (track === undefined) return { ok: false, code: 'screen-refused' };
    const fit = await around.fit(track);
    if (fit !== null) return { ok: true, track: fit };
    track.stop();
    return { ok: false, code: 'page-not-hidden' };
  } catch (error) {
    around.drop();
    if (error instanceof DOMException) return { ok: false, code: 'screen-refused' };
    throw error;
  }
}
