import type { Millis } from '../time.ts';

/** What a file can be, found from its content alone; a type that is not here is not taken. */
export type FileType =
  | PictureType
  | 'application/pdf'
  | 'text/plain'
  | 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  | 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  | 'application/vnd.openxmlformats-officedocument.presentationml.presentation'
  | 'application/vnd.oasis.opendocument.text'
  | 'application/vnd.oasis.opendocument.spreadsheet'
  | 'application/vnd.oasis.opendocument.presentation';

/** Pictures as they are kept: always made anew from their points. */
export type PictureType = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif';

/** Where a file comes from; `screenshot` and `drawing` are seen by both sides from the beginning. */
export type FileSource = 'upload' | 'screenshot' | 'drawing' | 'photo' | 'snapshot';

/** Who made or removed a file. */
export type FileMaker = {
  readonly role: 'customer' | 'agent';
  readonly id: string;
  readonly name: string;
};

/** A checked file of a conversation, as events and screens carry it. */
export type SharedFile = {
  readonly id: string;
  /** Safe to show and to save under; its ending is that of its type. */
  readonly name: string;
  readonly type: FileType;
  readonly sizeBytes: number;
  /** Of the content as it is downloaded, in hex. */
  readonly sha256: string;
  /** In points; null for what is no picture. */
  readonly picture: { readonly width: number; readonly height: number } | null;
  readonly madeBy: FileMaker;
  readonly at: Millis;
  readonly source: FileSource;
  /** Whether the customer can open it; what an agent uploads is theirs until they send it. */
  readonly forCustomer: boolean;
};

/** A file as a chat message shows it: one that was removed keeps its line. */
export type MessageFile = SharedFile & { readonly isRemoved: boolean };

/** What of files stands in a conversation's stream; `message-sent` carries one too. */
export type FileFact =
  | { readonly type: 'file-added'; readonly file: SharedFile }
  | { readonly type: 'file-removed'; readonly fileId: string; readonly by: FileMaker };

/** Whether the customer sees a file of this origin without anybody sending it. */
export function isForCustomer(madeBy: 'customer' | 'agent', source: FileSource): boolean {
  return madeBy === 'customer' || source === 'screenshot' || source === 'drawing';
}
