import { z } from 'zod';
import { command, id, nothing } from './command.ts';

/** Somebody on the staff; a queue; or a number as it was typed, which may be the internal one of either. */
export const callTarget = z.discriminatedUnion('type', [
  z.object({ type: z.literal('agent'), agentId: id }),
  z.object({ type: z.literal('queue'), queueId: id }),
  z.object({ type: z.literal('number'), number: z.string().min(1).max(40) }),
]);
export type CallTarget = z.infer<typeof callTarget>;

const leg = { callId: id, legId: id };

/** What agents do with calls beside answering them; `legId` is always their own leg. */
export const callVerbs = {
  /** Hands the line over: to a queue at once, to an agent as soon as they answer (X2). */
  'transfer-call': command('transfer-call', { ...leg, to: callTarget }, nothing),
  /** Holds the line and rings a colleague to ask first; of a queue its first free agent (X3). */
  consult: command('transfer-call', { ...leg, to: callTarget }, nothing),
  /** Goes over to the other side: from the colleague to the line, or back. */
  'swap-call': command('transfer-call', leg, nothing),
  /** Everybody hears and sees everybody (X4). */
  'merge-call': command('transfer-call', leg, nothing),
  /** Leaves the line to the colleague. */
  'complete-transfer': command('transfer-call', leg, nothing),
  /** Withdraws the invitation or drops the colleague, and is back on the line. */
  'cancel-consult': command('transfer-call', leg, nothing),
  /** Sends a ringing call on (X5). */
  'forward-offer': command('forward-call', { offerId: id, to: callTarget }, nothing),
  /** Calls a colleague; of a queue its first free agent. */
  dial: command(
    'dial',
    { to: callTarget, kind: z.enum(['audio', 'video']) },
    z.object({ callId: z.string(), legId: z.string(), conversationId: z.string() }),
  ),
  /** Tones of the dialpad, for whoever is on the line (M19). */
  'send-digits': command('hold-call', { ...leg, digits: z.string().min(1).max(32) }, nothing),
} as const;
