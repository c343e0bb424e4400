import type { CallRefusalCode } from '@parley/core/call/facts.ts';
import type { Numbered } from '@parley/core/conversation/events.ts';
import type { DirectObstacle } from '@parley/core/presence/direct-ring.ts';
import { z } from 'zod';
import { askingCommands, askingHints } from './asking.ts';
import { callBarCommands } from './call-bar.ts';
import { callVerbs } from './call-verbs.ts';
import { command, id, nothing } from './command.ts';
import { fileCommands } from './files.ts';
import { type IdentityRefusal, identityCommands } from './identity.ts';
import { MESSAGE_LENGTH } from './limits.ts';
import {
  callStarted,
  legHas,
  legJoined,
  mediaHint,
  mediaParameters,
  pageProof,
  producerSource,
  producerTaken,
  shownSize,
} from './media.ts';
import { mediaCheckCommands } from './media-check.ts';
import { type PictureRefusal, pictureCommands, pictureHints } from './picture-sharing.ts';
import { roomCommands } from './rooms.ts';
import { staffMessageCommands } from './staff-messages.ts';

/**
 * The socket (Socket.IO, websocket only, path `/socket`). The client connects with
 * `auth: { token?: string, tabId: string }`: customers bring their conversation token, staff their session cookie.
 *
 * client → server  `command` { id, name, data }                   ack: CommandAnswer
 *                  `follow`  { stream, after }                    ack: FollowAnswer
 *                  `leave`   { stream }
 * server → client  `events`  Numbered[] of one stream, in order, without holes after what was last sent
 *                  `hint`    Hint: what is worth showing now and is not kept
 *                  `signed-out` { because }
 * `id` is a random string of the client: a command repeated with the same id is carried out once.
 */
export const commandFrame = z.object({
  id: z.string().min(8).max(64),
  name: z.string().max(64),
  data: z.unknown(),
});

/** Asks for a stream's events after a number, 0 for all. */
export const followFrame = z.object({ stream: z.string().max(80), after: z.number().int().min(0) });

/** Streams: `conversation:ID`, `person:ID` and, of what colleagues write, `mailbox:ID`. */
export type FollowAnswer =
  | { readonly ok: true; readonly events: readonly Numbered<unknown>[]; readonly more: boolean }
  | { readonly ok: false; readonly code: RefusalCode };

/** What a command came to. */
export type CommandAnswer<Data = unknown> =
  | { readonly ok: true; readonly data: Data }
  | {
      readonly ok: false;
      readonly code: RefusalCode;
      readonly facts?: Readonly<Record<string, string | number>>;
    };

/** Every code a refusal can carry. Words for people are chosen by the screen. */
export type RefusalCode =
  | CallRefusalCode
  | DirectObstacle
  | IdentityRefusal
  | PictureRefusal
  /** Calling outside numbers needs a telephone trunk, and there is none. */
  | 'no-trunk'
  | 'not-allowed'
  | 'not-found'
  | 'bad-input'
  | 'unknown-command'
  | 'signed-out'
  | 'too-many'
  | 'media-not-ready'
  | 'already-in-call'
  | 'kind-switched-off'
  | 'offer-closed'
  | 'not-waiting'
  | 'not-yours'
  | 'in-call'
  | 'media-refused'
  /** The installation does not allow to come back from a pause on some channels only. */
  | 'no-partial-pause'
  /** Between colleagues there is nobody to serve. */
  | 'no-customer'
  /** The room is to be left first (B11), or another video session goes on (B12). */
  | 'in-room'
  /** A video session needs at most one active conversation (B12). */
  | 'too-many-conversations'
  | 'no-room'
  | 'room-closed'
  | 'room-open'
  /** Again only after `waitMs`. */
  | 'too-soon'
  | 'bad-number'
  /** Too many text messages; `retryAfterMs`. */
  | 'sms-capped'
  | 'request-closed'
  | 'bad-callback'
  | 'bad-position'
  | 'try-again';

const leg = { callId: id, legId: id };

/** Every operation the socket knows: its input, its answer, and the permission it needs. */
export const commands = {
  /** Shows that the line is alive; answered at once, before whatever else waits. */
  probe: command('test-line', {}, nothing),
  // chat
  'send-message': command(
    'write-message',
    { conversationId: id, messageId: id, text: z.string().min(1).max(MESSAGE_LENGTH) },
    z.object({ seq: z.number(), at: z.number() }),
  ),
  'mark-delivered': command(
    'write-message',
    { conversationId: id, upTo: z.number().int().min(0) },
    nothing,
  ),
  'mark-read': command(
    'write-message',
    { conversationId: id, upTo: z.number().int().min(0) },
    nothing,
  ),
  'show-typing': command('write-message', { conversationId: id, typing: z.boolean() }, nothing),
  'change-page': command(
    'wait-in-line',
    {
      conversationId: id,
      page: z.object({ url: z.string().max(2_000), title: z.string().max(300) }),
    },
    nothing,
  ),
  'complete-conversation': command('complete-conversation', { conversationId: id }, nothing),
  // calls, customer
  /** Who says what the browser can receive (null: not known yet) gets the leg's media with it, unless the node is slow. */
  'start-call': command(
    'start-call',
    {
      conversationId: id,
      kind: z.enum(['audio', 'video', 'screen']),
      rtpCapabilities: mediaParameters.nullable().optional(),
      ...pageProof,
      /** The agent's question for video that was accepted: the call is for that agent alone (E7). */
      requestId: id.optional(),
    },
    callStarted,
  ),
  // offers, agent
  'answer-offer': command(
    'answer-offer',
    { offerId: id },
    z.object({
      conversationId: z.string(),
      callId: z.string().nullable(),
      legId: z.string().nullable(),
    }),
  ),
  'decline-offer': command('answer-offer', { offerId: id }, nothing),
  // in the call, both sides, always one's own leg
  'hold-call': command('hold-call', leg, nothing),
  'resume-call': command('hold-call', leg, nothing),
  mute: command('use-own-leg', leg, nothing),
  unmute: command('use-own-leg', leg, nothing),
  'turn-camera-on': command('use-own-leg', leg, nothing),
  'turn-camera-off': command('use-own-leg', leg, nothing),
  'share-screen': command('use-own-leg', leg, nothing),
  'stop-sharing': command('use-own-leg', leg, nothing),
  'change-kind': command(
    'use-own-leg',
    { ...leg, to: z.enum(['audio', 'video', 'screen']) },
    nothing,
  ),
  'end-call': command('use-own-leg', leg, nothing),
  'take-leg': command('use-own-leg', leg, nothing),
  'report-device': command(
    'use-own-leg',
    {
      ...leg,
      device: z.enum(['microphone', 'camera']),
      state: z.enum(['unknown', 'asking', 'allowed', 'denied', 'no-device', 'in-use', 'lost']),
    },
    nothing,
  ),
  'report-sound': command('use-own-leg', { ...leg, playing: z.boolean() }, nothing),
  'report-gap': command(
    'use-own-leg',
    {
      ...leg,
      gapMs: z.number().min(0).max(3_600_000),
      cause: z.enum(['page-gone', 'network', 'media-node', 'moved']),
    },
    nothing,
  ),
  'report-quality': command(
    'use-own-leg',
    {
      ...leg,
      level: z.enum(['good', 'fair', 'poor']),
      because: z.enum(['none', 'loss', 'delay', 'bandwidth', 'cpu', 'no-packets']),
    },
    nothing,
  ),
  // media of one's own leg; the tab is the socket's
  'media-join': command(
    'use-own-leg',
    { ...leg, ...pageProof, rtpCapabilities: mediaParameters.nullable() },
    legJoined,
  ),
  'media-capabilities': command(
    'use-own-leg',
    {
      ...leg,
      rtpCapabilities: mediaParameters,
      consumerIds: z.array(id).max(64).default([]),
    },
    legHas,
  ),
  'media-connect': command(
    'use-own-leg',
    { ...leg, transportId: id, dtlsParameters: mediaParameters },
    nothing,
  ),
  'media-restart-ice': command(
    'use-own-leg',
    { ...leg, transportId: id },
    z.object({ iceParameters: mediaParameters }),
  ),
  'media-produce': command(
    'use-own-leg',
    { ...leg, source: producerSource, rtpParameters: mediaParameters, transportId: id.optional() },
    producerTaken,
  ),
  'media-close-producer': command('use-own-leg', { ...leg, source: producerSource }, nothing),
  'media-consuming': command('use-own-leg', { ...leg, consumerIds: z.array(id).max(64) }, nothing),
  'media-shown': command('use-own-leg', { ...leg, consumerId: id, size: shownSize }, nothing),
  // desk
  ...callVerbs,
  ...callBarCommands,
  ...staffMessageCommands,
  ...mediaCheckCommands,
  ...identityCommands,
  ...askingCommands,
  ...roomCommands,
  ...pictureCommands,
  ...fileCommands,
} as const;

/** The name of an operation of the registry. */
export type CommandName = keyof typeof commands;
export type CommandData<Name extends CommandName> = z.infer<(typeof commands)[Name]['data']>;
export type CommandResult<Name extends CommandName> = z.infer<(typeof commands)[Name]['answer']>;

/** Worth showing now, not kept: the next one of its type replaces it. */
export const hint = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('typing'),
    conversationId: z.string(),
    by: z.enum(['customer', 'agent']),
    typing: z.boolean(),
  }),
  /** A colleague writes to this person. */
  z.object({
    type: z.literal('colleague-typing'),
    personId: z.string(),
    typing: z.boolean(),
  }),
  /** Place in line from 1, and the typical wait in ms, null when unknown (E8). */
  z.object({
    type: z.literal('line'),
    conversationId: z.string(),
    callId: z.string().nullable(),
    position: z.number(),
    typicalWaitMs: z.number().nullable(),
  }),
  z.object({
    type: z.literal('quality'),
    callId: z.string(),
    legId: z.string(),
    level: z.enum(['good', 'fair', 'poor']),
    because: z.string(),
  }),
  /** Tones that somebody in the call sends; what they are is kept nowhere (M19). */
  z.object({
    type: z.literal('digits'),
    callId: z.string(),
    legId: z.string(),
    digits: z.string(),
  }),
  z.object({ type: z.literal('media'), callId: z.string(), legId: z.string(), media: mediaHint }),
  /** Calls can be made, or not yet and why; `fraction` while the media worker is being prepared. */
  z.object({
    type: z.literal('media-state'),
    state: z.enum(['ready', 'preparing', 'absent']),
    fraction: z.number().nullable(),
    step: z.string().nullable(),
  }),
  ...askingHints,
  ...pictureHints,
]);
export type Hint = z.infer<typeof hint>;

export { conversationStream, personStream } from './streams.ts';
