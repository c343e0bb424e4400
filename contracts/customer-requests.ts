import { z } from 'zod';
import { command, id, nothing } from './command.ts';

const what = z.enum(['photo', 'location']);

/** A position as a device gives it; it is kept with six digits and whole metres. */
const position = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  /** Half the earth is the worst that can be said. */
  accuracyMetres: z.number().min(0).max(20_040_000),
});

/** What an agent asks the customer to send of themselves; nothing leaves their device before they choose to (M21). */
export const customerRequestCommands = {
  /** Asked while one of the kind stands, it is that one. */
  'ask-customer': command(
    'ask-customer',
    { conversationId: id, what },
    z.object({ requestId: z.string() }),
  ),
  'withdraw-customer-request': command('ask-customer', { conversationId: id, what }, nothing),
  'decline-customer-request': command(
    'answer-request',
    { conversationId: id, requestId: id },
    nothing,
  ),
  /** The photo is a file that the customer has uploaded to this conversation as a `photo`; it becomes a message. */
  'send-photo': command(
    'answer-request',
    { conversationId: id, requestId: id, fileId: id, messageId: id },
    nothing,
  ),
  'send-position': command(
    'answer-request',
    { conversationId: id, requestId: id, position },
    nothing,
  ),
  /** Why the device did not tell its position; the request stands, and the agent is told. */
  'report-position-obstacle': command(
    'answer-request',
    { conversationId: id, requestId: id, obstacle: z.enum(['denied', 'unsupported', 'not-found']) },
    nothing,
  ),
} as const;
