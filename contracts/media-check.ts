import { z } from 'zod';
import { command, id, nothing } from './command.ts';
import { mediaParameters, transportOffer } from './media.ts';

/** How long a media node keeps a loop that nobody ended, in ms. */
export const MEDIA_LOOP_MS = 20_000;

/** A person may begin this many loops within the life of one. */
export const MEDIA_LOOPS_EACH = 12;

/** Two transports over which a page hears what it sends itself: the way of a call, without a call. */
export const mediaLoop = z.object({
  routerRtpCapabilities: mediaParameters,
  send: transportOffer,
  receive: transportOffer,
  /** TURN servers, where there are any. */
  iceServers: z.array(mediaParameters),
});
export type MediaLoop = z.infer<typeof mediaLoop>;

/** What comes back of what a page sends into its loop. */
export const loopReturn = z.object({
  consumerId: z.string(),
  producerId: z.string(),
  rtpParameters: mediaParameters,
});
export type LoopReturn = z.infer<typeof loopReturn>;

const checkId = z.string();
const connecting = { transportId: id, dtlsParameters: mediaParameters };
const filling = { rtpParameters: mediaParameters, rtpCapabilities: mediaParameters };

/** What the server asks of a media node about loops. */
export const mediaLoopAsks = {
  'open-loop': { data: z.object({ checkId }), answer: mediaLoop },
  'connect-loop': { data: z.object({ checkId, ...connecting }), answer: z.object({}) },
  /** Takes sound in, and sends it back to the same page. */
  'fill-loop': { data: z.object({ checkId, ...filling }), answer: loopReturn },
  /** Unknown loops are fine. */
  'close-loop': { data: z.object({ checkId }), answer: z.object({}) },
} as const;

/** The name of an ask about a loop. */
export type MediaLoopAsk = keyof typeof mediaLoopAsks;

/** A page of staff finds out whether sound comes through to a media node and back. */
export const mediaCheckCommands = {
  'check-media': command(
    'set-own-presence',
    {},
    z.object({ checkId: z.string(), ...mediaLoop.shape }),
  ),
  'connect-media-check': command('set-own-presence', { checkId: id, ...connecting }, nothing),
  'fill-media-check': command('set-own-presence', { checkId: id, ...filling }, loopReturn),
  'end-media-check': command('set-own-presence', { checkId: id }, nothing),
} as const;
