const STAMP = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** Every word about pictures on which both sides draw, in English. */
export const pictureWords = {
  take: 'Take screenshot',
  takeHelp: 'Freezes the picture for both: you draw on it together',
  takeScreen: 'Take screenshot of your screen',
  snapshot: 'Save snapshot',
  snapshotHelp: 'Saves the customer’s picture to the Share tab',
  snapshotSaved: 'The snapshot is in the Share tab.',
  fileName: {
    screenshot: (at: string) => `Screenshot ${at}`,
    snapshot: (at: string) => `Snapshot ${at}`,
    drawing: (at: string) => `Drawing ${at}`,
  },
  region: 'Shared picture',
  tools: 'Drawing tools',
  canvas: 'Drawing. Arrow keys move the pen, Enter draws, Escape gives up',
  loading: 'The picture is coming…',
  missing: 'The picture cannot be loaded.',
  stamp: (at: number) => STAMP.format(at),
  tool: {
    pen: 'Pen',
    arrow: 'Arrow',
    rectangle: 'Rectangle',
    text: 'Text',
    marker: 'Number',
  },
  undo: 'Undo',
  redo: 'Redo',
  undoAll: 'Undo all',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  rotate: 'Rotate',
  remove: 'Delete picture',
  send: 'Send picture',
  sending: 'Sending…',
  text: 'Text on the picture',
  refused: {
    'already-shared': 'The other side was first: their picture is shown.',
    'nothing-to-freeze': 'There is no picture to freeze.',
    'picture-full': 'Nothing more fits on this picture.',
    'no-picture': 'The picture was deleted or sent.',
    'wrong-size': 'The picture could not be put together. Try again.',
    'not-allowed': 'This conversation is not yours any more.',
    'picture-too-large': 'The picture is too large.',
    'too-many': 'Too many pictures so far. Try again later.',
    'too-many-files': 'This conversation holds no more files.',
    'storage-away': 'Pictures cannot be stored at the moment.',
    other: 'That did not work. Try again.',
  },
} as const;

/** Why a picture is not frozen, drawn on or sent. */
export function pictureRefusalInWords(code: string): string {
  const told: Readonly<Record<string, string>> = pictureWords.refused;
  return Object.hasOwn(told, code)
    ? (told[code] ?? pictureWords.refused.other)
    : pictureWords.refused.other;
}
