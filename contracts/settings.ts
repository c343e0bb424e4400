import { z } from 'zod';

/** The tones an agent may choose to be rung with; all made by the desk itself. */
export const RING_TONES = ['rise', 'bell', 'pulse', 'drops'] as const;

/** Where on the desk its notices appear. */
export const TOAST_POSITIONS = ['top-right', 'top-left', 'bottom-right', 'bottom-left'] as const;

/** How long an auto answer may wait, ms. */
export const AUTO_ANSWER_MS = { least: 0, most: 60_000 } as const;

/** `GET` and `PUT /api/v1/settings`: what one member of staff has set for themselves, the same in every browser. */
export const staffSettings = z.object({
  /** Calls are answered by themselves after so long (B13). */
  autoAnswer: z.object({
    on: z.boolean(),
    delayMs: z.int().min(AUTO_ANSWER_MS.least).max(AUTO_ANSWER_MS.most),
  }),
  /** A shift starts paused (Q7). */
  loginInPause: z.boolean(),
  /** A new message sounds (N3). */
  messengerSound: z.boolean(),
  toastPosition: z.enum(TOAST_POSITIONS),
  /** `volume` from 0 to 1; muted, an offer is only seen. */
  ringtone: z.object({
    tone: z.enum(RING_TONES),
    volume: z.number().min(0).max(1),
    muted: z.boolean(),
  }),
  /** What comes while the page is in the background is told by the system as well (N2). */
  systemNotifications: z.boolean(),
});
/** What one member of staff has set for themselves. */
export type StaffSettings = z.infer<typeof staffSettings>;
/** A tone to be rung with. */
export type RingTone = (typeof RING_TONES)[number];
/** A corner of the desk for its notices. */
export type ToastPosition = (typeof TOAST_POSITIONS)[number];

/** Before anything is set. */
export const UNSET: StaffSettings = {
  autoAnswer: { on: false, delayMs: 20_000 },
  loginInPause: false,
  messengerSound: true,
  toastPosition: 'top-right',
  ringtone: { tone: 'rise', volume: 0.7, muted: false },
  systemNotifications: true,
};
