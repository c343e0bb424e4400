import type { types } from 'mediasoup';
import { unlessClosed } from '../calls/unless-closed.ts';
import { Refused } from '../refusal.ts';
import type { Seat } from './seat.ts';

const OUTGOING_BITS_PER_S = 1_000_000;

/** Chromium asks every 2.5 s and Firefox every 5 s whether we are still there. */
const CONSENT_S = 15;

/** A way between a page and a worker, by UDP where that passes, else by TCP. */
export async function openTransport({ router, ports }: Seat): Promise<types.WebRtcTransport> {
  const opening = router.createWebRtcTransport({
    webRtcServer: ports,
    enableUdp: true,
    enableTcp: true,
    preferUdp: true,
    iceConsentTimeout: CONSENT_S,
    initialAvailableOutgoingBitrate: OUTGOING_BITS_PER_S,
  });
  const transport = await unlessClosed(router, opening);
  // The worker died under it; there is or will be another.
  if (transport === null) throw new Refused('full');
  return transport;
}
