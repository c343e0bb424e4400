import { z } from 'zod';
import { command, id, nothing } from './command.ts';
import { customerRequestCommands } from './customer-requests.ts';
import { COMMENT_LENGTH } from './limits.ts';

/** What one side asks of the other in a conversation. */
export const askingCommands = {
  /** The agent asks for a video call in the customer's chat (E7). */
  'ask-for-video': command('run-room', { conversationId: id }, z.object({ requestId: z.string() })),
  'withdraw-video-request': command('run-room', { conversationId: id }, nothing),
  /** The customer's answer; after `accepted` their page starts the call with `start-call { requestId }`. */
  'answer-video-request': command(
    'wait-in-line',
    {
      conversationId: id,
      requestId: id,
      outcome: z.enum(['accepted', 'declined', 'unsupported-browser', 'no-microphone']),
    },
    nothing,
  ),
  ...customerRequestCommands,
  /** The agent asks for something in the call; nothing happens before the customer agrees (M20). */
  'ask-in-call': command(
    'hold-call',
    { callId: id, legId: id, what: z.enum(['mute', 'turn-camera-on', 'flip-camera']) },
    z.object({ askId: z.string() }),
  ),
  /** The customer agreed, or did not. */
  'answer-in-call': command(
    'use-own-leg',
    { callId: id, legId: id, askId: id, agreed: z.boolean() },
    nothing,
  ),
  /** The customer wants to be called back (E15). `at` null: as soon as the line allows. */
  'request-callback': command(
    'wait-in-line',
    {
      conversationId: id,
      way: z.enum(['web', 'phone']),
      name: z.string().trim().min(1).max(120),
      number: z.string().max(40).nullable(),
      country: z.string().length(2).nullable(),
      topic: z.string().trim().max(200).default(''),
      at: z.number().nullable(),
    },
    z.object({ callbackId: z.string() }),
  ),
  'cancel-callback': command('wait-in-line', { conversationId: id }, nothing),
  /** The agent says what became of it. */
  'close-callback': command(
    'complete-conversation',
    { conversationId: id, outcome: z.enum(['reached', 'not-reached']) },
    nothing,
  ),
  /** What the customer thought of it (E10). */
  'give-feedback': command(
    'wait-in-line',
    {
      conversationId: id,
      about: z.enum(['call', 'room', 'chat']),
      callId: id.nullable(),
      rating: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
      comment: z.string().trim().max(COMMENT_LENGTH),
    },
    nothing,
  ),
} as const;

/** Words of `Hint` about what is asked in a call; the next one replaces it. */
export const askingHints = [
  z.object({
    type: z.literal('asked'),
    callId: z.string(),
    askId: z.string(),
    what: z.enum(['mute', 'turn-camera-on', 'flip-camera']),
    agentName: z.string(),
  }),
  z.object({
    type: z.literal('ask-answered'),
    callId: z.string(),
    askId: z.string(),
    agreed: z.boolean(),
  }),
] as const;
