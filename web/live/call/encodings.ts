import type { ProducerOptions } from 'mediasoup-client/types';
import type { Size } from './picture-size.ts';

/** Speech: repairs single losses by itself, and always sends, so that silence on the line means a fault. */
export const MICROPHONE_SENDING: ProducerOptions = {
  codecOptions: { opusFec: true, opusDtx: false, opusStereo: false, opusMaxAverageBitrate: 40_000 },
};

/** A screen: one size, sharp rather than smooth. */
export const SCREEN_SENDING: ProducerOptions = {
  encodings: [{ maxBitrate: 1_500_000 }],
  codecOptions: { videoGoogleStartBitrate: 1_000 },
};

/** From how many pixels on a browser sends two, and three sizes; of more layers it would leave out the largest. */
const TWO_SIZES = 480 * 270;
const THREE_SIZES = 960 * 540;

/** Bits per second that a picture of up to so many pixels needs to look good. */
const ENOUGH: readonly (readonly [pixels: number, bits: number])[] = [
  [25_000, 100_000],
  [60_000, 180_000],
  [120_000, 300_000],
  [240_000, 600_000],
  [310_000, 800_000],
  [520_000, 1_200_000],
  [930_000, 1_700_000],
];
const MOST = 2_300_000;

/** How many sizes of a camera's picture are sent at once; the node gives each receiver the one it shows. */
export function sizesOf({ width, height }: Size): 1 | 2 | 3 {
  const pixels = width * height;
  if (pixels >= THREE_SIZES) return 3;
  return pixels >= TWO_SIZES ? 2 : 1;
}

/** How a camera of this size is sent: each layer half the size of the next. */
export function cameraSending(size: Size): ProducerOptions {
  const sizes = sizesOf(size);
  const encodings = Array.from({ length: sizes }, (_none, index) => {
    const scaleResolutionDownBy = 2 ** (sizes - 1 - index);
    const pixels = (size.width * size.height) / scaleResolutionDownBy ** 2;
    return { scaleResolutionDownBy, maxBitrate: enoughFor(pixels), scalabilityMode: 'L1T3' };
  });
  return { encodings, codecOptions: { videoGoogleStartBitrate: 1_000 } };
}

function enoughFor(pixels: number): number {
  return ENOUGH.find(([most]) => pixels <= most)?.[1] ?? MOST;
}
