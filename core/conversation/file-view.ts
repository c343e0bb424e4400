import type { FileFact, MessageFile, SharedFile } from '../files/shared-file.ts';

/** What of a conversation's view files are part of. */
type Shown<Message> = {
  readonly files: readonly SharedFile[];
  readonly messages: readonly Message[];
};

/** The session files and messages after a file came or went. */
export function filesAfter<Message extends { readonly file: MessageFile | null }>(
  { files, messages }: Shown<Message>,
  fact: FileFact,
): Shown<Message> {
  if (fact.type === 'file-added') return { files: withFile(files, fact.file), messages };
  return {
    files: files.filter((one) => one.id !== fact.fileId),
    messages: messages.map((message) =>
      message.file?.id === fact.fileId
        ? { ...message, file: { ...message.file, isRemoved: true } }
        : message,
    ),
  };
}

/** A file stands in the list once, with the newest that is known of it. */
export function withFile(
  files: readonly SharedFile[],
  file: SharedFile | undefined,
): readonly SharedFile[] {
  if (file === undefined) return files;
  const isKnown = files.some((one) => one.id === file.id);
  return isKnown ? files.map((one) => (one.id === file.id ? file : one)) : [...files, file];
}
