import { z } from 'zod';
import { command, id } from './command.ts';

/** Why a signed identity is not believed; integrators rely on these words. */
export type IdentityRefusal =
  /** No token of three parts, or a claim is missing or has another shape. */
  | 'identity-malformed'
  /** Signed by anything but HS256. */
  | 'identity-algorithm'
  /** `kid` names no key of this entry, or one that was revoked. */
  | 'identity-key'
  | 'identity-signature'
  /** `aud` is another entry. */
  | 'identity-audience'
  | 'identity-expired'
  /** It begins to be valid later, or is valid for longer than five minutes. */
  | 'identity-times'
  /** Its `jti` was used before. */
  | 'identity-used'
  /** The conversation was verified for somebody else: the host begins a new one. */
  | 'other-person';

/** Longest token that is read at all, in characters. */
const IDENTITY_LENGTH = 4_096;

/** A token as the host's server signed it: a JWS in compact form (RFC 7515, 7519). */
export const identityToken = z.string().min(1).max(IDENTITY_LENGTH);

/** Who a customer was proved to be. */
export const verifiedCustomer = z.object({
  subject: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
});

/** The proved customer as it crosses a process. */
export type VerifiedCustomer = z.infer<typeof verifiedCustomer>;

/** What customers do to be known. */
export const identityCommands = {
  identify: command('identify', { conversationId: id, token: identityToken }, verifiedCustomer),
} as const;

/** `POST /api/v1/entries/:entryId/keys`: a key for the host's server; its secret is shown this once. */
export const newEntryKey = z.object({ label: z.string().trim().max(80).default('') });

/** A key as it is listed: never with its secret. */
export const entryKey = z.object({
  id: z.string(),
  label: z.string(),
  madeAt: z.number(),
  lastUsedAt: z.number().nullable(),
});
/** What is known of a key. */
export type EntryKey = z.infer<typeof entryKey>;

/** `GET /api/v1/entries/:entryId/keys`: those that sign now. */
export const entryKeys = z.object({ keys: z.array(entryKey) });

/** The only answer with a secret in it: 256 random bits in base64url, used as they are written. */
export const entryKeyMade = entryKey.extend({ secret: z.string() });
