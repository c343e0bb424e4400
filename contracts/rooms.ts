import { z } from 'zod';
import { command, id, nothing } from './command.ts';
import { callStarted, mediaParameters } from './media.ts';
import { tabName } from './rest.ts';

/** Shortest and longest reference of an invitation, in characters. */
export const REFERENCE_LENGTHS = { shortest: 8, longest: 20 } as const;

const reference = z
  .string()
  .min(REFERENCE_LENGTHS.shortest)
  .max(REFERENCE_LENGTHS.longest)
  .nullable();

/** What a link carries: the code in its path, the secret in its fragment. Somebody who typed the code has no secret. */
const linkProof = {
  code: z.string().min(1).max(40),
  secret: z.string().min(1).max(80).nullable().default(null),
};

/** `POST /api/v1/rooms/look`: what a lobby shows. Nothing is used up by it. */
export const lookAtRoom = z.object(linkProof);

/**
 * The lobby. Somebody who has only the code comes in by a conversation of their own, which rings at the agent: nothing
 * of the conversation the code was made for is theirs to read. Without the secret wrong, used, expired and cancelled codes are one answer, `link-not-valid` (404);
 * with it they are `link-expired`, `link-used` and `link-cancelled` (410).
 */
export const lobby = z.object({
  business: z.string(),
  agentName: z.string(),
  firstVideo: z.enum(['both', 'agent-only', 'none']),
  /** Which camera a phone begins with. */
  camera: z.enum(['front', 'rear']),
  isRecorded: z.boolean(),
  /** What the business calls the customer so far; empty when it is to be asked. */
  name: z.string(),
  /** The agent has the room open. */
  agentIn: z.boolean(),
  /** A device is in the room already: joining here moves it. */
  isTaken: z.boolean(),
  until: z.number(),
});
export type Lobby = z.infer<typeof lobby>;

/** What the browser said about its devices (requirements 18). */
export const mediaResult = z.enum(['success', 'microphone-only', 'no-devices', 'denied']);
export type MediaResult = z.infer<typeof mediaResult>;

/** `POST /api/v1/rooms/join`: Join was pressed. `room-in-use` (409) while another device is there and `move` is false. */
export const joinRoom = z.object({
  ...linkProof,
  name: z.string().trim().min(1).max(120),
  tabId: tabName,
  media: mediaResult,
  /** Whether the customer chose to begin with the own camera on. */
  camera: z.boolean(),
  move: z.boolean().default(false),
  rtpCapabilities: mediaParameters.nullable().default(null),
});

/** What the customer gets for it: proof for this conversation, and the call that waits for the agent. */
export const roomJoined = z.object({
  roomId: z.string(),
  conversationId: z.string(),
  token: z.string(),
  personId: z.string(),
  /** Null when the call is to be asked for by the socket (`rejoin-room`). */
  call: callStarted.nullable(),
});
export type RoomJoined = z.infer<typeof roomJoined>;

/** A room's link as an agent passes it on; the secret stands in its fragment. */
export const roomLink = z.object({ roomId: z.string(), code: z.string(), url: z.string() });
export type RoomLink = z.infer<typeof roomLink>;

/** What agents and customers do with rooms over the socket. */
export const roomCommands = {
  /** Makes code and link and posts the marked message; while a link lives it is posted again (B10). */
  'switch-to-video': command('run-room', { conversationId: id }, roomLink),
  /** The link once more, to copy it or to show it as a QR code; nothing is posted. */
  'read-room-link': command('run-room', { conversationId: id }, roomLink),
  /** The agent opens the room on the desk: guests with the secret come in at once (K5). */
  'enter-room': command('run-room', { conversationId: id, roomId: id }, nothing),
  /** The agent closes it; a call in it that is theirs ends as K6 says. */
  'leave-room': command('run-room', { conversationId: id, roomId: id }, nothing),
  'cancel-room': command('run-room', { conversationId: id, roomId: id }, nothing),
  /** A link by SMS (L2): in a new conversation, or in one of the agent's own (a callback by telephone). */
  'invite-by-sms': command(
    'invite',
    {
      conversationId: id.nullable().default(null),
      /** As typed; with the country chosen beside it. */
      number: z.string().min(3).max(40),
      country: z.string().length(2),
      reference,
      /** Rear where something is to be shown. */
      camera: z.enum(['front', 'rear']).default('front'),
      name: z.string().trim().max(120).default(''),
    },
    z.object({
      conversationId: z.string(),
      ...roomLink.shape,
      /** What the SMS says. */
      text: z.string(),
    }),
  ),
  /** The same SMS again; `too-soon` with `waitMs` before the cool-down is over. */
  'resend-sms': command('run-room', { conversationId: id, roomId: id }, nothing),
  /** A link bound to the agent who makes it (E14): for one visit, or for any number until an instant. */
  'make-invitation': command(
    'invite',
    {
      uses: z.enum(['one', 'any']),
      until: z.number(),
      note: z.string().trim().max(200).default(''),
    },
    z.object({ invitationId: z.string(), code: z.string(), url: z.string() }),
  ),
  'cancel-invitation': command('invite', { invitationId: id }, nothing),
  'list-invitations': command(
    'invite',
    {},
    z.object({
      invitations: z.array(
        z.object({
          invitationId: z.string(),
          uses: z.enum(['one', 'any']),
          until: z.number(),
          note: z.string(),
          code: z.string(),
          /** Null for one that came from an older start with another secret. */
          url: z.string().nullable(),
          visits: z.number(),
          state: z.enum(['open', 'used', 'expired', 'cancelled']),
        }),
      ),
    }),
  ),
  /** The customer comes back into the room while it is open (L8). */
  'rejoin-room': command(
    'enter-own-room',
    {
      conversationId: id,
      roomId: id,
      camera: z.boolean(),
      rtpCapabilities: mediaParameters.nullable().optional(),
    },
    callStarted,
  ),
} as const;
