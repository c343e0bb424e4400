import type { ProducerSource } from '@parley/core/call/media-plan.ts';
import type { types } from 'mediasoup';
import { Refused } from '../refusal.ts';
import type { Sending } from './leg-path.ts';

/** How many simulcast layers each source may have. */
const MOST_LAYERS: Readonly<Record<ProducerSource, number>> = {
  microphone: 1,
  camera: 3,
  screen: 1,
};

export type WishToSend = {
  readonly source: ProducerSource;
  readonly kind: types.MediaKind;
  readonly rtpParameters: types.RtpParameters;
  readonly isOpen: boolean;
};

/** Opens a producer for what a page sends, shut from its first packet where nobody is to get it. */
export async function openSending(
  transport: types.WebRtcTransport,
  wish: WishToSend,
): Promise<Sending> {
  const { source, kind, rtpParameters, isOpen } = wish;
  if (!fits(wish)) throw new Refused('bad-parameters');
  const producer = await orBad(transport.produce({ kind, rtpParameters, paused: !isOpen }));
  const sending: Sending = { source, producer, isOpen, score: 10, toldScore: 10 };
  producer.on('score', (scores) => {
    sending.score = Math.max(...scores.map((one) => one.score));
  });
  return sending;
}

/** Whether the codecs are of the kind that the source claims to be; mediasoup does not ask. */
function fits({ source, kind, rtpParameters }: WishToSend): boolean {
  const { codecs, encodings } = rtpParameters;
  if (!Array.isArray(codecs) || codecs.length === 0) return false;
  if (Array.isArray(encodings) && encodings.length > MOST_LAYERS[source]) return false;
  return codecs.every((codec) => String(codec?.mimeType).toLowerCase().startsWith(`${kind}/`));
}

/** What a browser gave and mediasoup does not take is the browser's mistake. */
export async function orBad<Answer>(asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked;
  } catch (error) {
    throw new Refused('bad-parameters', { cause: error });
  }
}
