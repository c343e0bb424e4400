import type { PictureRefusalCode } from '../picture-sharing/picture.ts';

/** Why a conversation does not do what was asked. */
export type ConversationRefusalCode =
  | 'offer-closed'
  | 'not-waiting'
  | 'not-yours'
  | 'in-call'
  | 'no-customer'
  /** Somebody else was proved here before. */
  | 'other-person'
  /** First the room is to be left (B11). */
  | 'in-room'
  | 'no-room'
  /** It was cancelled, its time is over, or it ended. */
  | 'room-closed'
  /** One can still be entered. */
  | 'room-open'
  /** The question was answered or taken back. */
  | 'request-closed'
  | 'bad-callback'
  /** No place on earth. */
  | 'bad-position'
  | PictureRefusalCode;
