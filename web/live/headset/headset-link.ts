import type { HidDevice, HidInputEvent } from './hid.ts';
import { type HeadsetLayout, lightReports, readButtons } from './reports.ts';
import {
  type HeadsetCall,
  type HeadsetInput,
  lightsOf,
  NEW_HEADSET,
  stepHeadset,
  type Wish,
} from './step.ts';

/** Carries out what a press asked for; resolves when it is done or refused. */
export type Obey = (wish: Wish) => Promise<unknown>;

/** An open headset, its buttons heard and its lights kept right. */
export type HeadsetLink = {
  readonly tell: (page: HeadsetCall) => void;
  /** Lights off, and the device is another program's to use. */
  readonly close: () => Promise<void>;
};

/** Opens a device; rejects as `open` does when another program keeps it. */
export async function linkHeadset(
  device: HidDevice,
  layout: HeadsetLayout,
  { page, obey, lost }: { page: HeadsetCall; obey: Obey; lost: () => void },
): Promise<HeadsetLink> {
  if (!device.opened) await device.open();
  let machine = stepHeadset(NEW_HEADSET, { type: 'page', page }).machine;
  let shown = '';
  let sending: Promise<void> = Promise.resolve();
  const heard = new Map<number, string>();
  const stop = new AbortController();

  function show(how: { readonly again: boolean }): void {
    const reports = lightReports(layout, lightsOf(machine));
    const said = reports.map(({ reportId, data }) => `${reportId}:${data.join()}`).join(' ');
    if (said === shown && !how.again) return;
    shown = said;
    for (const { reportId, data } of reports) send(reportId, data);
  }

  function send(reportId: number, data: Uint8Array): void {
    sending = sending.then(async () => {
      try {
        await device.sendReport(reportId, data);
      } catch (error) {
        // Unplugged, or asleep out of reach: it is told everything when it is back.
        if (!(error instanceof DOMException)) throw error;
        if (!stop.signal.aborted) lost();
      }
    });
  }

  function move(input: HeadsetInput): void {
    const { machine: next, wish } = stepHeadset(machine, input);
    machine = next;
    if (wish === null) return;
    void obey(wish).finally(() => {
      move({ type: 'settled', what: wish.what });
      // A refused wish leaves the device with a state of its own: it is told the truth again.
      show({ again: true });
    });
  }

  function hear(event: Event): void {
    const { reportId, data } = event as HidInputEvent;
    const at = performance.now();
    const said = readButtons(layout, reportId, data);
    for (const { name, sort, on } of said) move({ type: 'control', name, sort, on, at });
    // A headset waits to be answered, and may have switched a light by itself; what it only repeats is no question.
    const stands = said.map((one) => `${one.name}:${one.on}`).join();
    if (stands !== (heard.get(reportId) ?? '')) show({ again: true });
    heard.set(reportId, stands);
  }

  device.addEventListener('inputreport', hear, { signal: stop.signal });
  show({ again: true });
  return {
    tell(next) {
      move({ type: 'page', page: next });
      show({ again: false });
    },
    async close() {
      stop.abort();
      const dark = { offHook: false, ring: false, mute: false, hold: false };
      for (const { reportId, data } of lightReports(layout, dark)) send(reportId, data);
      await sending;
      if (device.opened) await device.close();
    },
  };
}
