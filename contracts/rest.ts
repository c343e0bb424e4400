import { z } from 'zod';
import { identityToken, verifiedCustomer } from './identity.ts';
import { callStarted, mediaParameters, pageProof } from './media.ts';

/** What a tab calls itself. */
export const tabName = z.string().regex(/^[A-Za-z0-9_-]{8,80}$/);

/** Whether calls can be made now; `fraction` and `step` while that is being prepared. */
const mediaStateNow = z.object({
  state: z.enum(['ready', 'preparing', 'absent']),
  fraction: z.number().nullable(),
  step: z.string().nullable(),
});

/** `GET /api/v1/status`: what a page may know of the server before anybody signs in. */
export const serverStatus = z.object({ media: mediaStateNow });

/** What of an entry the widget needs; `GET /api/v1/entries/:entryId`. Cross-origin readable by allowed origins. */
export const publicEntry = z.object({
  id: z.string(),
  name: z.string(),
  greeting: z.string(),
  buttons: z.object({
    chat: z.boolean(),
    audio: z.boolean(),
    video: z.boolean(),
    screen: z.boolean(),
    /** To be called back (E15). */
    callback: z.boolean().default(true),
    /** A code from an agent can be typed (E4). */
    invitation: z.boolean().default(true),
  }),
  form: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      required: z.boolean(),
      kind: z.enum(['text', 'email', 'tel', 'topic']),
      options: z.array(z.string()),
    }),
  ),
  firstVideo: z.enum(['both', 'agent-only', 'none']),
  /** Origins that may embed it; the frame answers no other. */
  origins: z.array(z.string()),
  media: mediaStateNow,
});
export type PublicEntry = z.infer<typeof publicEntry>;

/** `POST /api/v1/conversations`: a customer opens a conversation; no account, no cookie. */
export const newConversation = z.object({
  entryId: z.string().max(80),
  name: z.string().max(120).optional(),
  form: z.record(z.string().max(60), z.string().max(500)).default({}),
  page: z
    .object({ url: z.string().max(2_000), title: z.string().max(300) })
    .nullable()
    .default(null),
  /** Who the host's own server says it is; refused whole when it is not believed. */
  identity: identityToken.optional(),
  /** A call that is to begin with it, for the tab that asks; its socket is expected at once. */
  call: z
    .object({
      kind: z.enum(['audio', 'video']),
      tabId: tabName,
      rtpCapabilities: mediaParameters.nullable(),
      ...pageProof,
    })
    .optional(),
});
/** The call a customer asks for together with a new conversation. */
export type FirstCall = NonNullable<z.infer<typeof newConversation>['call']>;
/** What the customer gets for it. */
export const conversationOpened = z.object({
  conversationId: z.string(),
  /** Proves this customer for this conversation only. */
  token: z.string(),
  personId: z.string(),
  /** Null when no identity was given. */
  verified: verifiedCustomer.nullable(),
  /** The call that was asked for; null when none was, or when it is to be asked for by the socket to be told why not. */
  call: callStarted.nullable(),
});
export type ConversationOpened = z.infer<typeof conversationOpened>;

/** `POST /api/v1/session`: signs a member of staff in; sets the session cookie. */
export const signIn = z.object({ email: z.string().max(200), password: z.string().max(200) });

/** `GET /api/v1/session`: who is signed in. */
export const signedIn = z.object({
  personId: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(['agent', 'supervisor', 'admin']),
  queues: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Under which colleagues call them. */
  internalNumber: z.number(),
  /** Whether they have a call bar (B1). */
  agentType: z.enum(['webrtc', 'none']),
  mustChangePassword: z.boolean(),
});
export type SignedIn = z.infer<typeof signedIn>;

/** `POST /api/v1/session/password`: changes one's own password. */
export const changePassword = z.object({ current: z.string().max(200), next: z.string().max(200) });

/** `GET /api/v1/session/sessions` and `DELETE /api/v1/session/sessions/:id`: one's own sign-ins, revocable at once. */
export const ownSessions = z.array(
  z.object({
    id: z.string(),
    startedAt: z.number(),
    lastSeenAt: z.number(),
    browser: z.string(),
    current: z.boolean(),
  }),
);
export type OwnSessions = z.infer<typeof ownSessions>;

/** Every error is `application/problem+json` (RFC 9457); `code` is stable. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  retryable: z.boolean(),
  retryAfterMs: z.number().optional(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])).optional(),
});
export type Problem = z.infer<typeof problem>;
