import type { MediaPlan } from '@parley/core/call/media-plan.ts';
import { z } from 'zod';
import {
  legHas,
  legJoined,
  mediaHint,
  mediaParameters,
  pageProof,
  producerSource,
  producerTaken,
  shownSize,
} from './media.ts';
import { type MediaLoopAsk, mediaLoopAsks } from './media-check.ts';

/**
 * Server and media node speak JSON frames over one WebSocket: `{ id, ask, data }` is answered by
 * `{ id, ok: true, data }` or `{ id, ok: false, code }`; `{ tell, data }` has no answer.
 * The server connects to the address in the node's lease row with `Authorization: Bearer HMAC-SHA256(secret, nodeId)` in hex.
 */
const mediaPlan = z.custom<MediaPlan>((value) => typeof value === 'object' && value !== null);

const onLeg = { callId: z.string(), legId: z.string(), tabId: z.string() };

/** What the server asks of a media node. */
export const mediaAsks = {
  /** Makes the node's consumers match the plan; an older version than the one it has is answered `stale`. */
  match: { data: z.object({ plan: mediaPlan }), answer: z.object({ version: z.number() }) },
  /** Forgets a call and frees all it had; unknown calls are fine. */
  release: { data: z.object({ callId: z.string() }), answer: z.object({}) },
  /** Gives a leg two new transports in place of those it had. The leg must be in the plan with this tab. */
  join: {
    data: z.object({ ...onLeg, ...pageProof, rtpCapabilities: mediaParameters.nullable() }),
    answer: legJoined,
  },
  /** Tells what the browser can receive when `join` could not, and what the page has set up; asks for all there is. */
  capabilities: {
    data: z.object({
      ...onLeg,
      rtpCapabilities: mediaParameters,
      consumerIds: z.array(z.string()),
    }),
    answer: legHas,
  },
  connect: {
    data: z.object({ ...onLeg, transportId: z.string(), dtlsParameters: mediaParameters }),
    answer: z.object({}),
  },
  'restart-ice': {
    data: z.object({ ...onLeg, transportId: z.string() }),
    answer: z.object({ iceParameters: mediaParameters }),
  },
  /** Opens the producer of a source, replacing an older one of the same slot (microphone, or picture). */
  produce: {
    data: z.object({
      ...onLeg,
      source: producerSource,
      rtpParameters: mediaParameters,
      /** The sending transport it is meant for: what was on its way to an older path is refused. */
      transportId: z.string().optional(),
    }),
    answer: producerTaken,
  },
  'close-producer': {
    data: z.object({ ...onLeg, source: producerSource }),
    answer: z.object({}),
  },
  /** The page has set up its side of these consumers: they may flow as the plan says, pictures from a key frame. */
  consuming: {
    data: z.object({ ...onLeg, consumerIds: z.array(z.string()) }),
    answer: z.object({}),
  },
  /** The size at which a picture is shown: the node picks the simulcast layer. */
  shown: {
    data: z.object({ ...onLeg, consumerId: z.string(), size: shownSize }),
    answer: z.object({}),
  },
  /** Packets and bytes in and out per leg, for tests, benches and the quality report. */
  counts: {
    data: z.object({ callId: z.string() }),
    answer: z.object({
      flows: z.array(
        z.object({
          from: z.string(),
          to: z.string(),
          kind: z.enum(['audio', 'video']),
          packets: z.number(),
          bytes: z.number(),
          paused: z.boolean(),
        }),
      ),
    }),
  },
  ...mediaLoopAsks,
} as const;

/** The name of an ask. */
export type MediaAsk = keyof typeof mediaAsks;
/** Those about calls. */
export type CallAsk = Exclude<MediaAsk, MediaLoopAsk>;
export type MediaAskData<Ask extends MediaAsk> = z.infer<(typeof mediaAsks)[Ask]['data']>;
export type MediaAnswer<Ask extends MediaAsk> = z.infer<(typeof mediaAsks)[Ask]['answer']>;

/** Why a node says no. */
export const mediaRefusal = z.enum([
  'no-such-call',
  'no-such-leg',
  'not-owner',
  'not-allowed',
  'no-such-transport',
  'no-such-consumer',
  'stale',
  'bad-parameters',
  'full',
]);
export type MediaRefusal = z.infer<typeof mediaRefusal>;

/** What a media node reports. Facts are repeated on the next link until one server has answered `heard`. */
export const mediaTells = z.discriminatedUnion('tell', [
  /** Ephemeral: passed on to the leg's tab as it is. */
  z.object({
    tell: z.literal('hint'),
    data: z.object({ callId: z.string(), legId: z.string(), tabId: z.string(), hint: mediaHint }),
  }),
  /** Facts about a leg's path; `factId` makes a repetition harmless. */
  z.object({
    tell: z.literal('link'),
    data: z.object({
      factId: z.string(),
      callId: z.string(),
      legId: z.string(),
      tabId: z.string(),
      epoch: z.number(),
      state: z.enum(['connected', 'lost']),
    }),
  }),
]);
export type MediaTell = z.infer<typeof mediaTells>;

/** What a server tells a media node: a fact is stored, so the node may forget it. */
export const serverTells = z.object({
  tell: z.literal('heard'),
  data: z.object({ factId: z.string() }),
});

/** The node's lease row in table `media_nodes`, renewed every 2 s and valid for 6 s. */
export type MediaNodeState = 'preparing' | 'ready' | 'failed';

/** How old a media node's lease row may be before its calls are moved, in ms. */
export const MEDIA_LEASE_MS = 6_000;
