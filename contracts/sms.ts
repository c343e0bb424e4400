import { z } from 'zod';

/** What carries SMS out of the house; `outbox` keeps them, to be read and passed on by hand. */
const smsGateway = z.enum(['outbox', 'twilio', 'http', 'smpp']);

/** `GET /api/v1/sms/about`: what a screen needs to know before an SMS is written. */
export const smsAbout = z.object({
  gateway: smsGateway,
  /** Two letters each; null when SMS may go to every country. */
  countries: z.array(z.string()).nullable(),
});
export type SmsAbout = z.infer<typeof smsAbout>;

/** `GET /api/v1/sms/outbox`: of one room, or the newest ones. */
export const smsOutboxAsked = z.object({ roomId: z.string().max(80).optional() });

/** One SMS and what became of it. */
export const smsSent = z.object({
  smsId: z.string(),
  roomId: z.string(),
  conversationId: z.string(),
  agentId: z.string(),
  /** E.164. */
  to: z.string(),
  country: z.string(),
  state: z.enum(['queued', 'sent', 'delivered', 'failed', 'unknown']),
  /** How many messages it takes on the way. */
  parts: z.number(),
  at: z.number(),
  /** What it says, with its link; null once a gateway has it. */
  text: z.string().nullable(),
});
export type SmsSent = z.infer<typeof smsSent>;

/** One's own SMS; administrators see everybody's. Newest first. */
export const smsOutbox = z.object({ messages: z.array(smsSent) });
export type SmsOutbox = z.infer<typeof smsOutbox>;

/** `POST /api/v1/sms/reports`: what a gateway of one's own says became of an SMS; signed as it was sent. */
export const smsReport = z.object({
  id: z.string().min(1).max(80),
  state: z.enum(['sent', 'delivered', 'failed', 'unknown']),
});
