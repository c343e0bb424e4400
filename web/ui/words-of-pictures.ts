/** Why a picture is not frozen, drawn on or sent, as the customer reads it. */
const refusals: Readonly<Record<string, string>> = {
  'nothing-to-freeze': 'There is no picture to take now.',
  'already-shared': 'There is a shared picture already.',
  'picture-full': 'Nothing more fits on this picture. Send it, or take some of it back.',
  'bad-drawing': 'That could not be drawn.',
  'too-many': 'That was too fast. Wait a moment.',
  'no-picture': 'The picture is not shared any more.',
};

/** The words of pictures on which both sides draw. */
export const pictureWords = {
  take: 'Take screenshot',
  taking: 'Taking the picture…',
  region: 'Shared picture',
  loading: 'The picture is coming…',
  lost: 'The picture could not be loaded.',
  /** Null: the customer took it. */
  canvas: (name: string | null) =>
    name === null ? 'The picture you took' : `The picture of ${name}`,
  tools: 'Drawing',
  pen: 'Pen',
  arrow: 'Arrow',
  rectangle: 'Rectangle',
  text: 'Text',
  marker: 'Number',
  undo: 'Undo',
  redo: 'Redo',
  undoAll: 'Undo all',
  turn: 'Rotate',
  remove: 'Delete picture',
  send: 'Send picture',
  sending: 'Sending the picture…',
  write: 'Text on the picture',
  takenName: (when: string) => `Screenshot ${when}.jpg`,
  sentName: (when: string) => `Picture ${when}.jpg`,
  refused: (code: string): string => refusals[code] ?? 'That did not work. Please try again.',
} as const;
