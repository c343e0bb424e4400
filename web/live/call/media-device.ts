import type { MediaParameters } from '@parley/contracts/media.ts';
import type { Device, RtpCapabilities } from 'mediasoup-client/types';
import { kept } from '../kept.ts';

/** What the media node can carry is the same for every call: kept, the device is ready before a call is asked for. */
const keptCapabilities = kept(
  'localStorage',
  'parley-media-capabilities',
  (value): value is MediaParameters => typeof value === 'object' && value !== null,
);

type Loaded = { readonly device: Device; readonly capabilities: string };

let warming: Promise<Loaded | null> | null = null;
let warm: Loaded | null = null;

/** Loads the call code and, when the capabilities are known from before, the device; safe to call often. */
export async function warmDevice(): Promise<void> {
  warming ??= loadKept();
  warm = await warming;
}

/** The device if it is ready this very moment. */
export function deviceAtHand(): Device | null {
  return warm?.device ?? null;
}

/** The device for a router that can do this; usually the one at hand. */
export async function deviceFor(routerRtpCapabilities: MediaParameters): Promise<Device> {
  await warmDevice();
  const capabilities = JSON.stringify(routerRtpCapabilities);
  if (warm !== null && warm.capabilities === capabilities) return warm.device;
  keptCapabilities.write(routerRtpCapabilities);
  warm = await load(routerRtpCapabilities);
  warming = Promise.resolve(warm);
  return warm.device;
}

async function loadKept(): Promise<Loaded | null> {
  const known = keptCapabilities.read();
  if (known !== null) return load(known);
  await import('mediasoup-client');
  return null;
}

async function load(capabilities: MediaParameters): Promise<Loaded> {
  const { Device } = await import('mediasoup-client');
  const device = new Device();
  // Carried untouched from the media node, whose library wrote them.
  const routerRtpCapabilities = capabilities as RtpCapabilities;
  await device.load({ routerRtpCapabilities });
  return { device, capabilities: JSON.stringify(capabilities) };
}
