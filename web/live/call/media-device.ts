import type { MediaParameters } from '@parley/contracts/media.ts';
import { ROUTER_CAPABILITIES } from '@parley/contracts/router-capabilities.ts';
import type { Device, RtpCapabilities } from 'mediasoup-client/types';
import { kept } from '../kept.ts';

/** What media nodes have last said that they can carry, where it is not what this page was built with. */
const keptCapabilities = kept(
  'localStorage',
  'parley-media-capabilities',
  (value): value is MediaParameters => typeof value === 'object' && value !== null,
);

type Loaded = { readonly device: Device; readonly capabilities: string };

let warming: Promise<Loaded> | null = null;
let warm: Loaded | null = null;

/** Loads the call code and the device, before a call is asked for; safe to call often. */
export async function warmDevice(): Promise<void> {
  warming ??= load(keptCapabilities.read() ?? ROUTER_CAPABILITIES);
  warm = await warming;
}

/** Where a call's media get their device from. */
export type MediaDevices = {
  readonly atHand: () => Device | null;
  readonly fitting: (routerRtpCapabilities: MediaParameters) => Promise<Device>;
};

/** This page's own. */
export const PAGE_DEVICES: MediaDevices = { atHand: deviceAtHand, fitting: deviceFor };

/** The device if it is ready this very moment. */
export function deviceAtHand(): Device | null {
  return warm?.device ?? null;
}

/** What a device can receive, as it is told to the media node; null while there is none. */
export function capabilitiesOf(device: Device | null): MediaParameters | null {
  return device === null ? null : { ...device.recvRtpCapabilities };
}

/** The device for a router that can do this; usually the one at hand. */
async function deviceFor(routerRtpCapabilities: MediaParameters): Promise<Device> {
  await warmDevice();
  const capabilities = JSON.stringify(routerRtpCapabilities);
  if (warm !== null && warm.capabilities === capabilities) return warm.device;
  keptCapabilities.write(routerRtpCapabilities);
  warm = await load(routerRtpCapabilities);
  warming = Promise.resolve(warm);
  return warm.device;
}

async function load(capabilities: MediaParameters): Promise<Loaded> {
  const { Device } = await import('mediasoup-client');
  const device = new Device();
  // Carried untouched from the media node, whose library wrote them.
  const routerRtpCapabilities = capabilities as RtpCapabilities;
  await device.load({ routerRtpCapabilities });
  return { device, capabilities: JSON.stringify(capabilities) };
}
