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

/** What proves every connection of this page; told beforehand, the node lets them stand without being asked again. */
export type Proof = {
  readonly certificate: RTCCertificate;
  readonly dtlsParameters: MediaParameters;
};

let warming: Promise<Loaded> | null = null;
let warm: Loaded | null = null;
let proving: Promise<Proof | null> | null = null;
let proof: Proof | null = null;

/** Loads the call code and the device, before a call is asked for; safe to call often. */
export async function warmDevice(): Promise<void> {
  warming ??= load(keptCapabilities.read() ?? ROUTER_CAPABILITIES);
  proving ??= makeProof();
  // Each is at hand as soon as it is there: a call that is asked for meanwhile waits for neither.
  const loaded = warming.then((device) => {
    warm = device;
  });
  const proven = proving.then((made) => {
    proof = made;
  });
  await Promise.all([loaded, proven]);
}

/** Where a call's media get their device from. */
export type MediaDevices = {
  readonly atHand: () => Device | null;
  readonly proof: () => Proof | null;
  readonly fitting: (routerRtpCapabilities: MediaParameters) => Promise<Device>;
};

/** This page's own. */
export const PAGE_DEVICES: MediaDevices = {
  atHand: deviceAtHand,
  proof: proofAtHand,
  fitting: deviceFor,
};

/** The device if it is ready this very moment. */
export function deviceAtHand(): Device | null {
  return warm?.device ?? null;
}

/** What a device can receive, as it is told to the media node; null while there is none. */
export function capabilitiesOf(device: Device | null): MediaParameters | null {
  return device === null ? null : { ...device.recvRtpCapabilities };
}

/** A page that is open for weeks gets a new one in time. */
const RENEW_PROOF_MS = 24 * 60 * 60_000;

/** The page's proof, where its browser tells it beforehand. */
export function proofAtHand(): Proof | null {
  if (proof === null || proof.certificate.expires > Date.now() + RENEW_PROOF_MS) return proof;
  proof = null;
  proving = null;
  return null;
}

async function makeProof(): Promise<Proof | null> {
  try {
    const certificate = await RTCPeerConnection.generateCertificate(CERTIFICATE);
    const fingerprints = certificate.getFingerprints().flatMap(({ algorithm, value }) => {
      const isKnown = algorithm === HASH && value !== undefined;
      return isKnown ? [{ algorithm, value: value.toUpperCase() }] : [];
    });
    if (fingerprints.length === 0) return null;
    // The call code copies it for each connection; not every browser lets it.
    structuredClone(certificate);
    return { certificate, dtlsParameters: { role: 'client', fingerprints } };
  } catch (error) {
    // This browser cannot: each connection proves itself when it is made.
    if (!(error instanceof Error)) throw error;
    return null;
  }
}

const CERTIFICATE = { name: 'ECDSA', namedCurve: 'P-256' };

/** How browsers and media nodes all know a certificate. */
const HASH = 'sha-256';

/** What is told to the media node before there is a connection. */
export function toldOf(
  device: Device | null,
  proof: Proof | null,
): { readonly rtpCapabilities: MediaParameters | null; readonly dtlsParameters?: MediaParameters } {
  const rtpCapabilities = capabilitiesOf(device);
  if (proof === null) return { rtpCapabilities };
  return { rtpCapabilities, dtlsParameters: proof.dtlsParameters };
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
  const { Device } = await import('./device-code.ts');
  const device = new Device();
  // Carried untouched from the media node, whose library wrote them.
  const routerRtpCapabilities = capabilities as RtpCapabilities;
  await device.load({ routerRtpCapabilities });
  return { device, capabilities: JSON.stringify(capabilities) };
}
