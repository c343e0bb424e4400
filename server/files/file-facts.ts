import type { FileFact, FileMaker, SharedFile } from '@parley/core/files/shared-file.ts';
import type { GroupWriter } from '../conversations/group-writer.ts';

/** What the conversation's stream says of files. Each is written once, however often it is said; false: not now. */
export type FileFacts = {
  added(conversationId: string, file: SharedFile): Promise<boolean>;
  removed(conversationId: string, fileId: string, by: FileMaker): Promise<boolean>;
};

export function createFileFacts(writer: GroupWriter): FileFacts {
  const write = async (
    conversationId: string,
    fileId: string,
    data: FileFact,
  ): Promise<boolean> => {
    const messageId = `${data.type}:${fileId}`;
    const item = { kind: 'message', conversationId, messageId, data, seeks: false } as const;
    return (await writer.write(item)) !== null;
  };
  return {
    added: (conversationId, file) => write(conversationId, file.id, { type: 'file-added', file }),
    removed: (conversationId, fileId, by) =>
      write(conversationId, fileId, { type: 'file-removed', fileId, by }),
  };
}
