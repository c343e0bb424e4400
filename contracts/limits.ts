/** Longest text of one chat message, in characters. */
export const MESSAGE_LENGTH = 4_000;

/** Largest socket or media-link frame, in bytes. */
export const FRAME_BYTES = 256 * 1024;

/** Most events one answer carries; a reader further behind gets a snapshot. */
export const CATCH_UP_EVENTS = 500;
