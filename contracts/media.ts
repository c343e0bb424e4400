import { z } from 'zod';

/** Parameters that mediasoup and mediasoup-client speak to each other; checked by them, carried by us. */
export const mediaParameters = z.record(z.string(), z.unknown());
export type MediaParameters = z.infer<typeof mediaParameters>;

/** What a producer carries. */
export const producerSource = z.enum(['microphone', 'camera', 'screen']);

/** One WebRTC transport as the browser needs it. */
export const transportOffer = z.object({
  id: z.string(),
  iceParameters: mediaParameters,
  iceCandidates: z.array(mediaParameters),
  dtlsParameters: mediaParameters,
});
export type TransportOffer = z.infer<typeof transportOffer>;

/**
 * Proves every connection of a page. A node that knows it before there are any lets them stand without being
 * asked again; pages whose browser does not tell it beforehand say it with `media-connect`.
 */
export const pageProof = { dtlsParameters: mediaParameters.optional() };

/** One thing to receive. `from` is a leg's id, or `player` for waiting and holding sound and picture. */
export const consumerOffer = z.object({
  consumerId: z.string(),
  producerId: z.string(),
  from: z.string(),
  kind: z.enum(['audio', 'video']),
  source: z.enum(['microphone', 'camera', 'screen', 'player']),
  rtpParameters: mediaParameters,
});
export type ConsumerOffer = z.infer<typeof consumerOffer>;

/**
 * Names what a leg may receive: the path by its receiving transport, and the revision, which grows by one with
 * every consumer that comes or goes. Answers and hints may overtake each other; the revision says which is newer.
 */
const revised = { transportId: z.string(), revision: z.number().int() };

/** A leg's place on its media node: two transports and all it may receive so far. */
export const legJoined = z.object({
  epoch: z.number().int(),
  routerRtpCapabilities: mediaParameters,
  send: transportOffer,
  receive: transportOffer,
  iceServers: z.array(mediaParameters),
  revision: z.number().int(),
  consumers: z.array(consumerOffer),
  /** The node knows the page's proof: there is no `media-connect` to be asked. */
  isProven: z.boolean().optional(),
});
export type LegJoined = z.infer<typeof legJoined>;

/** Whether anybody can get this leg's picture now; of two words about one path the later turn counts. */
export const pictureWanted = z.object({ turn: z.number().int(), isWanted: z.boolean() });
export type PictureWanted = z.infer<typeof pictureWanted>;

/** What the node takes from a page of one source. */
export const producerTaken = z.object({ producerId: z.string(), picture: pictureWanted });
export type ProducerTaken = z.infer<typeof producerTaken>;

/** All that the node has of a leg's path, for a page that makes sure that it has the same. */
export const legHas = z.object({
  ...revised,
  consumers: z.array(consumerOffer),
  /** Packets of sound sent to the page so far, by consumer. */
  forwarded: z.record(z.string(), z.number()),
  /** What the node takes from the page. */
  sending: z.array(producerSource),
  picture: pictureWanted,
});
export type LegHas = z.infer<typeof legHas>;

/** A call that has begun; `join` is null where the page has to ask for its media itself (`media-join`). */
export const callStarted = z.object({
  callId: z.string(),
  legId: z.string(),
  join: legJoined.nullable(),
});
export type CallStarted = z.infer<typeof callStarted>;

/** What a leg is told about its media while the call goes on; not numbered, the next state replaces it. */
export const mediaHint = z.discriminatedUnion('type', [
  z.object({ type: z.literal('consumer-offered'), ...revised, consumer: consumerOffer }),
  z.object({ type: z.literal('consumer-closed'), ...revised, consumerId: z.string() }),
  /** Which consumers flow now: the page shows hold music, the other side or nothing accordingly. */
  z.object({ type: z.literal('flows'), flowing: z.array(z.string()) }),
  /** The page begins or ceases to encode its picture: the first one that is sent is seen. */
  z.object({
    type: z.literal('picture-wanted'),
    transportId: z.string(),
    picture: pictureWanted,
  }),
  /** 0 to 10 as mediasoup scores it: how well what a leg sends arrives. */
  z.object({
    type: z.literal('score'),
    legId: z.string(),
    kind: z.enum(['audio', 'video']),
    score: z.number(),
  }),
  /** The transports are void (another tab took the leg, or the node let go): join again if still the owner. */
  z.object({ type: z.literal('transports-closed'), because: z.enum(['taken', 'node']) }),
]);
export type MediaHint = z.infer<typeof mediaHint>;

/** How the video layers are chosen: the width and height, in pixels, at which the receiver shows it. */
export const shownSize = z.object({
  width: z.number().int().min(0),
  height: z.number().int().min(0),
});
