import type { Millis } from '../time.ts';

/** A place on the picture, 0 to 1 from its upper left corner, and how hard the pen was pressed, 0 to 1. */
export type Point = readonly [x: number, y: number, pressure: number];

/** What was drawn: a line along its points, from one corner to the other, or at one place. */
export type Shape =
  | { readonly tool: 'pen' | 'arrow' | 'rectangle' | 'marker'; readonly points: readonly Point[] }
  | { readonly tool: 'text'; readonly points: readonly Point[]; readonly text: string };

/** Who draws; the server says so, never the page. */
export type Drawer = {
  readonly role: 'customer' | 'agent';
  readonly id: string;
  readonly name: string;
};

/** The colour in which each side draws (A2). */
export const DRAWING_COLOURS: Readonly<Record<Drawer['role'], string>> = {
  customer: '#ffd60a',
  agent: '#14b8a6',
};

/** Width and height in pixels. */
export type PictureSize = { readonly width: number; readonly height: number };

/** One thing drawn, as the conversation's value keeps it: its points stand in the stream alone. */
export type DrawnMark = {
  readonly id: string;
  readonly personId: string;
  /** Of a numbered marker; null of everything else. */
  readonly number: number | null;
  /** In which of the author's undoings it went, counted from 1; null while it is seen. */
  readonly undone: number | null;
};

/** A frozen picture on which both sides draw; a conversation has one at a time. */
export type SharedPicture = {
  readonly id: string;
  readonly fileId: string;
  readonly by: Drawer;
  readonly at: Millis;
  readonly size: PictureSize;
  /** In the order of drawing; what is undone and can come back is still here. */
  readonly marks: readonly DrawnMark[];
  /** What was ever drawn on it: what is undone counts, for the stream keeps it. */
  readonly drawnOperations: number;
  readonly drawnPoints: number;
};

/** How much one operation, one frame of live points and one picture can hold. */
export const DRAWING_BOUNDS = {
  pointsOfStroke: 1_000,
  pointsOfFrame: 100,
  textLength: 200,
  operationsOfPicture: 500,
  pointsOfPicture: 50_000,
} as const;

/** Everything that can move the shared picture of a conversation. */
export type PictureInput =
  | {
      readonly type: 'share-picture';
      readonly pictureId: string;
      readonly fileId: string;
      readonly size: PictureSize;
      readonly by: Drawer;
    }
  | {
      readonly type: 'draw';
      readonly pictureId: string;
      readonly operationId: string;
      readonly shape: Shape;
      readonly by: Drawer;
    }
  | {
      readonly type: 'undo-drawing' | 'undo-all-drawing' | 'redo-drawing';
      readonly pictureId: string;
      readonly personId: string;
    }
  | { readonly type: 'delete-picture'; readonly pictureId: string; readonly by: Drawer }
  /** The picture with what was drawn on it, flattened by one of them into a file of its own. */
  | {
      readonly type: 'send-picture';
      readonly pictureId: string;
      readonly fileId: string;
      readonly size: PictureSize;
      readonly by: Drawer;
    };

/** Why the picture does not do what was asked. */
export type PictureRefusalCode =
  /** The other side was first; `pictureId` is theirs. */
  | 'already-shared'
  /** It was deleted or sent, or there never was one. */
  | 'no-picture'
  /** Nothing more fits on it. */
  | 'picture-full'
  | 'bad-drawing'
  /** The flattened picture does not have the size of the shared one. */
  | 'wrong-size';

/** What a conversation's stream says of its shared picture. */
export type PictureFact =
  | {
      readonly type: 'picture-shared';
      readonly pictureId: string;
      readonly fileId: string;
      readonly by: Drawer;
      readonly size: PictureSize;
    }
  | {
      readonly type: 'drawn';
      readonly pictureId: string;
      readonly operationId: string;
      readonly by: Drawer;
      readonly shape: Shape;
      /** Of a numbered marker, counted over both sides. */
      readonly number: number | null;
      /** What its author had undone and can bring back no more. */
      readonly forgotten: readonly string[];
    }
  | {
      readonly type: 'drawing-undone';
      readonly pictureId: string;
      readonly operationIds: readonly string[];
      /** Which undoing of its author. */
      readonly turn: number;
    }
  | {
      readonly type: 'drawing-redone';
      readonly pictureId: string;
      readonly operationIds: readonly string[];
    }
  /** `by` null: the conversation was completed. */
  | { readonly type: 'picture-deleted'; readonly pictureId: string; readonly by: Drawer | null }
  /** The flattened picture; the message that carries it comes with it (A5). */
  | {
      readonly type: 'picture-sent';
      readonly pictureId: string;
      readonly fileId: string;
      readonly by: Drawer;
    };
