import { z } from 'zod';
import { command, id, nothing } from './command.ts';
import { NOTE_LENGTH } from './limits.ts';

const name = z.string().min(1).max(80);
const channel = z.enum(['voice', 'video', 'chat']);

/** What an agent can choose from, and what the installation allows. */
export const deskLists = z.object({
  pauseReasons: z.array(z.string()),
  wrapUpCodes: z.array(z.string()),
  /** Whether a pause may leave channels open (Q4). */
  partialPause: z.boolean(),
});
export type DeskLists = z.infer<typeof deskLists>;

/** What agents say about their shift and about calls that are over. */
export const callBarCommands = {
  /** Ready, or in a pause where the agent's settings say so (Q7). */
  'start-shift': command('set-own-presence', {}, nothing),
  /** With one of the installation's reasons; `open` are the channels served all the same. */
  pause: command('set-own-presence', { reason: name, open: z.array(channel).optional() }, nothing),
  /** Serves these channels again; all of the agent's own end the pause. */
  'come-back': command('set-own-presence', { channels: z.array(channel).max(3) }, nothing),
  'go-ready': command('set-own-presence', {}, nothing),
  'go-offline': command('set-own-presence', {}, nothing),
  'switch-channel': command('set-own-presence', { channel, on: z.boolean() }, nothing),
  'read-desk-lists': command('read-own-desk', {}, deskLists),
  /** Code and note of a call the agent has left; after the wrap-up is over they are corrected. */
  'finish-wrap-up': command(
    'finish-wrap-up',
    { conversationId: id, callId: id, code: name.nullable(), note: z.string().max(NOTE_LENGTH) },
    nothing,
  ),
  /** Renews this tab's lease; sent every 5 s and whenever one of its facts changes. */
  'renew-lease': command(
    'set-own-presence',
    {
      canRing: z.boolean(),
      microphone: z.enum(['unknown', 'asking', 'allowed', 'denied', 'no-device', 'in-use', 'lost']),
      /** What this page found out about its path for calls; left out, it has not tried. */
      media: z.enum(['unknown', 'proved', 'failed']).optional(),
    },
    nothing,
  ),
} as const;
