import type { CallStarted } from '@parley/contracts/media.ts';
import type { FirstCall } from '@parley/contracts/rest.ts';
import type { Device } from 'mediasoup-client/types';
import type { Devices } from '../devices/devices.ts';
import type { MediaResult } from '../devices/permission.ts';
import { openTabId } from '../tab-id.ts';
import { deviceAtHand, type Proof, proofAtHand, toldOf, warmDevice } from './media-device.ts';

/** A call that is wanted before there is a conversation: its devices open while that is opened. */
export type WantedCall = {
  readonly ready: Promise<MediaResult>;
  /** What to ask for together with the conversation; null where the microphone must first show itself (E6). */
  readonly asked: FirstCall | null;
  readonly device: Device | null;
  readonly proof: Proof | null;
};

/** A call that began with its conversation. */
export type BegunCall = WantedCall & { readonly started: CallStarted | null };

/** Call it in the click itself, where the devices open. What to ask for is known once all that is told with it is there. */
export async function wantCall(devices: Devices, kind: FirstCall['kind']): Promise<WantedCall> {
  const ready = devices.readyFor(kind);
  const [tabId] = await Promise.all([openTabId(), devices.known, deviceOrLost()]);
  const device = deviceAtHand();
  const proof = proofAtHand();
  const isSure = devices.isAtHand('microphone') && device !== null;
  const asked = isSure ? { kind, tabId, ...toldOf(device, proof) } : null;
  return { ready, asked, device, proof };
}

/** A library that does not come, or does not know this browser, is told by the call itself. */
async function deviceOrLost(): Promise<void> {
  try {
    await warmDevice();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
}
