import type { CallKind, DeviceState, Leg, LinkCause } from '@parley/core/call/call.ts';
import type { DevicesState } from '../devices/devices.ts';
import type { LegLine } from './leg-line.ts';
import type { Verdict } from './quality.ts';

/** A device that simply works is told once the call has come up: nothing waits for that news. */
const GOOD_NEWS_MS = 1_500;

/** Tells the server what only this page can know; nothing is told twice. */
export class LegReports {
  readonly #line: LegLine;
  readonly #kind: CallKind;
  readonly #told = new Map<string, DeviceState>();
  readonly #later = new Map<string, ReturnType<typeof setTimeout>>();
  #playing = true;
  #level: Verdict['level'] = 'good';

  constructor(line: LegLine, kind: CallKind) {
    this.#line = line;
    this.#kind = kind;
  }

  devices(devices: DevicesState, leg: Leg | undefined): void {
    if (leg === undefined) return;
    this.#device('microphone', devices.microphone, leg);
    if (this.#kind !== 'audio') this.#device('camera', devices.camera, leg);
  }

  #device(device: 'microphone' | 'camera', state: DeviceState, leg: Leg): void {
    const known = this.#told.get(device) ?? leg.devices[device];
    if (state === 'unknown' || state === known) return;
    this.#told.set(device, state);
    clearTimeout(this.#later.get(device));
    const tell = (): void => void this.#line('report-device', { device, state });
    if (state !== 'allowed' || known !== 'unknown') tell();
    else this.#later.set(device, setTimeout(tell, GOOD_NEWS_MS));
  }

  /** The leg is over here: there is nothing more to tell. */
  close(): void {
    for (const timer of this.#later.values()) clearTimeout(timer);
  }

  sound({ playing }: { readonly playing: boolean }): void {
    if (playing === this.#playing) return;
    this.#playing = playing;
    void this.#line('report-sound', { playing });
  }

  quality({ level, because }: Verdict): void {
    // Staying good is no news.
    if (level === 'good' && this.#level === 'good') return;
    this.#level = level;
    void this.#line('report-quality', { level, because });
  }

  gap(gapMs: number, cause: LinkCause): void {
    void this.#line('report-gap', { gapMs, cause });
  }
}
