import type { ProducerOptions } from 'mediasoup-client/types';

/** Speech: repairs single losses by itself, and always sends, so that silence on the line means a fault. */
export const MICROPHONE_SENDING: ProducerOptions = {
  codecOptions: { opusFec: true, opusDtx: false, opusStereo: false, opusMaxAverageBitrate: 40_000 },
};

/** Three sizes at once; the node gives each receiver the one it shows. */
export const CAMERA_SENDING: ProducerOptions = {
  encodings: [
    { scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T3' },
    { scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T3' },
    { scaleResolutionDownBy: 1, maxBitrate: 1_500_000, scalabilityMode: 'L1T3' },
  ],
  codecOptions: { videoGoogleStartBitrate: 1_000 },
};

/** A screen: one size, sharp rather than smooth. */
export const SCREEN_SENDING: ProducerOptions = {
  encodings: [{ maxBitrate: 1_500_000 }],
  codecOptions: { videoGoogleStartBitrate: 1_000 },
};
