import { z } from 'zod';

/** One line of what getting the media worker says about itself; fractions only grow until it ends. */
export const mediaWorkerStep = z.object({
  step: z.enum([
    'looking',
    'downloading',
    'installing-libraries',
    'building',
    'checking',
    'ready',
    'failed',
  ]),
  fraction: z.number().min(0).max(1),
  path: z.string().optional(),
  message: z.string().optional(),
});

/** A step on the way to a media worker, as read from one line of JSON. */
export type MediaWorkerStep = z.infer<typeof mediaWorkerStep>;
