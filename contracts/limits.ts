/** Longest text of one chat message, in characters. */
export const MESSAGE_LENGTH = 4_000;

/** Largest socket or media-link frame, in bytes. */
export const FRAME_BYTES = 256 * 1024;

/** Most events one answer carries; a reader further behind gets a snapshot. */
export const CATCH_UP_EVENTS = 500;

/** Longest note of one wrap-up, in characters. */
export const NOTE_LENGTH = 4_000;

/** Longest comment of a feedback, in characters. */
export const COMMENT_LENGTH = 1_000;

/** The longest text each field of a contact may hold, in characters. */
export const CONTACT_LENGTHS = {
  name: 120,
  number: 40,
  email: 200,
  company: 120,
  note: 2_000,
} as const;

/** What is written down of a contact. */
export type ContactField = keyof typeof CONTACT_LENGTHS;

/** The largest CSV file that is read, in bytes. */
export const CSV_BYTES = 5 * 1024 * 1024;

/** The largest file that is taken, in bytes. */
export const FILE_BYTES = 25 * 1024 * 1024;

/** The most bytes one PUT may bring, and what pages send at a time; a PUT that takes 30 s is broken off: on a slow line less. */
export const CHUNK_BYTES = 256 * 1024;

/** The longest side of a picture. */
export const PICTURE_SIDE = 8_192;

/** The most points of all frames of a picture together. */
export const PICTURE_POINTS = 40_000_000;
