import type { MediaAnswer } from '@parley/contracts/media-link.ts';
import type { Leg } from './leg.ts';
import type { LegPath, Receiving } from './leg-path.ts';
import { unlessClosed } from './unless-closed.ts';

type Count = MediaAnswer<'counts'>['flows'][number];

/** What has been forwarded to each leg from each other one. */
export async function countFlows(legs: ReadonlyMap<string, Leg>): Promise<MediaAnswer<'counts'>> {
  const counting = [...legs.values()].flatMap((leg) =>
    [...(leg.path?.receiving.values() ?? [])].map((one) => countOne(leg.id, one)),
  );
  const flows = await Promise.all(counting);
  return { flows: flows.filter((one) => one !== null) };
}

/** Packets of sound sent to one page so far, by consumer. */
export async function countForwarded(path: LegPath): Promise<Record<string, number>> {
  const sounds = [...path.receiving.values()].filter((one) => one.kind === 'audio');
  const counts = await Promise.all(sounds.map((one) => countOne('', one)));
  return Object.fromEntries(
    sounds.map(({ offer }, index) => [offer.consumerId, counts[index]?.packets ?? 0]),
  );
}

async function countOne(
  to: string,
  { consumer, offer, isFlowing }: Receiving,
): Promise<Count | null> {
  const stats = await unlessClosed(consumer, consumer.getStats());
  if (stats === null) return null;
  const sent = stats.find((one) => one.type === 'outbound-rtp');
  return {
    from: offer.from,
    to,
    kind: offer.kind,
    packets: sent?.packetCount ?? 0,
    bytes: sent?.byteCount ?? 0,
    paused: !isFlowing,
  };
}
