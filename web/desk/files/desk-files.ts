import type { CommandAnswer } from '@parley/contracts/socket.ts';
import type { SharedFile } from '@parley/core/files/shared-file.ts';
import type { Connection } from '../../live/connection.ts';
import { conversationsLeft, openFiles, type SharedFiles } from '../../live/files/shared-files.ts';
import { randomId } from '../../live/random-id.ts';
import type { Toasts } from '../work/toasts.ts';
import { fileRefusalInWords } from './file-in-words.ts';
import { fileWords } from './file-words.ts';

/** The files of the agent's conversations. */
export type DeskFiles = {
  /** Those of one conversation; what goes up goes on when another is looked at. */
  readonly of: (conversationId: string) => SharedFiles;
  readonly sendToChat: (conversationId: string, file: SharedFile) => Promise<boolean>;
  readonly remove: (conversationId: string, file: SharedFile) => Promise<boolean>;
  /** Opens a picture of the session for both to draw on. */
  readonly drawTogether: (conversationId: string, file: SharedFile) => Promise<boolean>;
  /** Says why something about files did not work. */
  readonly tell: (code: string) => void;
  readonly close: () => void;
};

type Parts = {
  readonly connection: Connection;
  readonly toasts: Toasts;
  readonly personId: string;
};

export function openDeskFiles({ connection, toasts, personId }: Parts): DeskFiles {
  const open = new Map<string, SharedFiles>();
  const tell = (code: string): void =>
    toasts.show({ icon: 'warning', tone: 'warn', text: fileRefusalInWords(code) });
  const told = (answer: CommandAnswer): boolean => {
    if (!answer.ok) tell(answer.code);
    return answer.ok;
  };
  const of = (conversationId: string): SharedFiles => {
    const known = open.get(conversationId);
    if (known !== undefined) return known;
    const files = openFiles({ connection, conversationId, token: null, personId });
    open.set(conversationId, files);
    return files;
  };
  // Uploads go on after a reload, whatever conversation is looked at.
  void conversationsLeft(personId).then((left) => {
    for (const conversationId of left) of(conversationId);
  });
  return {
    of,
    sendToChat: async (conversationId, { id: fileId, name }) => {
      const messageId = randomId();
      const message = { conversationId, messageId, fileId, text: '' };
      const isSent = told(await connection.send('send-file', message));
      if (isSent) toasts.show({ icon: 'check', tone: 'plain', text: fileWords.share.sent(name) });
      return isSent;
    },
    remove: async (conversationId, { id: fileId }) =>
      told(await connection.send('remove-file', { conversationId, fileId })),
    drawTogether: async (conversationId, { id: fileId }) =>
      told(await connection.send('open-picture', { conversationId, fileId })),
    tell,
    close: () => {
      for (const files of open.values()) files.close();
    },
  };
}
