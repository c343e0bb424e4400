import { z } from 'zod';

const KEY_CHARACTERS = 100;
const ENDPOINT_CHARACTERS = 1_000;
const base64url = z
  .string()
  .max(KEY_CHARACTERS)
  .regex(/^[\w-]+$/);

/** `GET /api/v1/push/key`: the key by which push services know this installation (RFC 8292), base64url. */
export const pushKey = z.object({ publicKey: base64url });
/** The key by which push services know this installation. */
export type PushKey = z.infer<typeof pushKey>;

/** `PUT /api/v1/push/subscription`: where and with which keys this session's browser is reached (RFC 8030, 8291). */
export const pushSubscription = z.object({
  endpoint: z.url().max(ENDPOINT_CHARACTERS),
  keys: z.object({ p256dh: base64url, auth: base64url }),
});
/** Where and with which keys a browser is reached. */
export type PushSubscriptionKeys = z.infer<typeof pushSubscription>;

/** `GET /api/v1/push/offers/:offerId`: whether it still rings. */
export const offerStanding = z.object({ open: z.boolean() });
/** Whether an offer still rings. */
export type OfferStanding = z.infer<typeof offerStanding>;

/** What a push says of an offer: who and from where, and nothing of what a customer wrote. */
export const offerPush = z.object({
  type: z.literal('offer'),
  offerId: z.string(),
  /** Null for a chat. */
  kind: z.enum(['audio', 'video', 'screen']).nullable(),
  /** What a colleague asks for; `call` for what comes from a queue. */
  purpose: z.enum(['call', 'consult', 'transfer', 'internal']),
  /** The colleague who asks or sent it on. */
  fromName: z.string().nullable(),
  customerName: z.string(),
  queueName: z.string(),
  /** A wish to be called back, or a guest in a video room; null for an ordinary chat or call. */
  occasion: z.enum(['callback', 'room']).nullable(),
  /** The server's clock, ms. */
  ringsUntil: z.int(),
});
/** What a push says of an offer. */
export type OfferPush = z.infer<typeof offerPush>;
