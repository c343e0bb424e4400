import type { SharedFile } from '@parley/core/files/shared-file.ts';
import { z } from 'zod';
import { command, id } from './command.ts';
import { MESSAGE_LENGTH } from './limits.ts';

/**
 * Files of a conversation. Customers bring `Authorization: Bearer TOKEN` (their conversation token), staff their
 * session cookie. An upload is four steps; each may be repeated, and all but the first go on after a reload:
 *
 *   POST   /api/v1/conversations/CONVERSATION/files   `newFile`               → `upload`
 *   PUT    /api/v1/files/FILE/upload?offset=BYTES     application/octet-stream → `upload`
 *   POST   /api/v1/files/FILE/upload/finish                                   → `upload`, state `ready`
 *   GET    /api/v1/files/FILE/upload    after a cut: how much has arrived     → `upload`
 *   DELETE /api/v1/files/FILE/upload    cancels what is not finished          → 204
 *
 * Whoever finishes finds `file-added` on the conversation's stream. It becomes a chat message by `send-file`. A `photo` is
 * told and open to others only by the message of `send-photo`, and goes when nobody asks for it any more.
 * Addresses to show and to download it come from `POST /api/v1/conversations/CONVERSATION/file-links`.
 *
 * Problems: `too-large`, `too-many-files`, `too-many` (with `retryAfterMs`), `upload-offset` (`facts.receivedBytes`: go on
 * there), `upload-incomplete`, `upload-over`, `file-refused` (`facts.reason`: a `FileRefusal`), `storage-away` (again later).
 */

/** How many files one conversation may hold. */
export const CONVERSATION_FILES = 200;

/** How many bytes of files one conversation may hold. */
export const CONVERSATION_BYTES = 500 * 1024 * 1024;

/** Uploads one person may begin in an hour. */
export const UPLOADS_PER_HOUR = 100;

/** Uploads that one person may have open at once in one conversation. */
export const OPEN_UPLOADS = 10;

/** Why a file that arrived whole is not taken. */
export type FileRefusal =
  /** Its content is none of the types that are taken, whatever it is called. */
  | 'type-not-allowed'
  /** Longer than `PICTURE_SIDE` on a side, or more points than `PICTURE_POINTS`. */
  | 'picture-too-large'
  /** It begins like a picture and cannot be read to its end. */
  | 'picture-broken'
  /** A document with macros, a lock, or more in it than it says. */
  | 'document-unsafe'
  | 'empty';

/** What a page asks before it sends the bytes. */
export const newFile = z.object({
  /** Made by the page: asked again with it, the same upload is answered. */
  requestId: z.string().min(8).max(64),
  name: z.string().max(1_000),
  sizeBytes: z.number().int().min(0),
  /** `snapshot` is the agents' only, `photo` the customers'. */
  source: z.enum(['upload', 'screenshot', 'drawing', 'photo', 'snapshot']),
});
export type NewFile = z.infer<typeof newFile>;

/** The file once it is checked. */
const sharedFile = z.custom<SharedFile>().meta({ type: 'object' });

/** How far an upload is. */
export const upload = z.object({
  fileId: z.string(),
  state: z.enum(['uploading', 'ready', 'refused', 'removed']),
  sizeBytes: z.number(),
  /** The offset of the next PUT. */
  receivedBytes: z.number(),
  /** A `FileRefusal` where the state is `refused`. */
  reason: z.string().nullable(),
  /** Only where the state is `ready`. */
  file: sharedFile.nullable(),
});
export type Upload = z.infer<typeof upload>;

/** Which addresses are wanted; files this reader may not open are left out of the answer. */
export const linksAsked = z.object({ fileIds: z.array(id).min(1).max(50) });

/** Addresses of one file, for this reader and until an instant; after it they are asked for again. */
export const fileLinks = z.object({
  links: z.array(
    z.object({
      fileId: z.string(),
      /** Saves the file; never shown in the browser. */
      download: z.string(),
      /** The whole picture, for an `<img>`; null for what is no picture. */
      picture: z.string().nullable(),
      /** The same, 640 points on its longer side at most, as WebP. */
      preview: z.string().nullable(),
      until: z.number(),
    }),
  ),
});
export type FileLinks = z.infer<typeof fileLinks>;

/** What becomes of files that are there. */
export const fileCommands = {
  /** Sends a file of the conversation as a chat message; from then on the customer can open it. */
  'send-file': command(
    'share-file',
    {
      conversationId: id,
      messageId: id,
      fileId: id,
      text: z.string().max(MESSAGE_LENGTH).default(''),
    },
    z.object({ seq: z.number(), at: z.number() }),
  ),
  /**
   * Takes a file away for everybody; messages keep their line. Customers remove their own only. `drawn-on` while it is
   * the shared picture.
   */
  'remove-file': command('remove-file', { conversationId: id, fileId: id }, z.object({})),
} as const;
