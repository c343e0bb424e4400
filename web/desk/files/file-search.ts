import type { SharedFile } from '@parley/core/files/shared-file.ts';
import { kindInWords } from './file-in-words.ts';

/** The session files in which every word is found, in name, kind or maker; the newest first. */
export function findFiles(files: readonly SharedFile[], asked: string): readonly SharedFile[] {
  const sought = asked
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return files
    .filter((file) => {
      const text = `${file.name} ${kindInWords(file)} ${file.madeBy.name}`.toLocaleLowerCase();
      return sought.every((word) => text.includes(word));
    })
    .toReversed();
}
