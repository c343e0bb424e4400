/** Why a file was not taken, as its sender reads it. */
const refusals: Readonly<Record<string, string>> = {
  'too-large': 'It is too large: 25 MB is the most.',
  empty: 'It is empty.',
  'type-not-allowed':
    'Files of this kind cannot be sent. Pictures, PDF, text and office files can.',
  'picture-too-large': 'The picture is too large.',
  'picture-broken': 'The picture is damaged.',
  'document-unsafe': 'It holds macros, is locked or cannot be checked.',
  'too-many-files': 'This chat holds as many files as it can.',
  'too-many': 'Too many files at once. Wait a moment, then try again.',
  'upload-over': 'It took too long.',
  'file-gone': 'It was moved or changed on this device. Choose it again.',
  'other-file': 'That is not the same file. Choose the one that was being sent.',
};

/** The words of files in the chat. */
export const fileWords = {
  attach: 'Attach file',
  drop: 'Drop files here to send them',
  uploads: 'Files being sent',
  cancel: 'Cancel upload',
  waiting: 'Waiting for the network…',
  sent: (percent: number) => `${percent} %`,
  again: 'Try again',
  interrupted: 'Interrupted as the page was loaded again. Choose the file again to go on.',
  chooseAgain: 'Choose the file again',
  putAway: 'Put away',
  removed: (name: string) => `${name} was removed`,
  picture: 'Picture',
  refused: (code: string): string => refusals[code] ?? 'It could not be sent.',
} as const;

/** Which refusals can pass when tried again. */
export function canTryAgain(code: string): boolean {
  return refusals[code] === undefined || code === 'too-many' || code === 'upload-over';
}
