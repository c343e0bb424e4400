import type { Connection } from '../../live/connection.ts';
import type { ConversationSession } from '../../live/conversation.ts';
import type { SharedFiles } from '../../live/files/shared-files.ts';

/** What a shared picture needs of the page around it. */
export type PictureAround = {
  readonly connection: Connection;
  readonly conversation: ConversationSession;
  readonly files: SharedFiles;
};
