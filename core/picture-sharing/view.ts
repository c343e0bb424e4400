import type { Millis } from '../time.ts';
import type { Drawer, PictureFact, PictureSize, Shape } from './picture.ts';
import { withUndone } from './step.ts';

/** One thing drawn, whole. */
export type Operation = {
  readonly id: string;
  readonly by: Drawer;
  readonly at: Millis;
  readonly shape: Shape;
  readonly number: number | null;
  /** Null while it is seen; else its author can bring it back. */
  readonly undone: number | null;
};

/** A shared picture as screens show it. */
export type PictureView = {
  readonly id: string;
  readonly fileId: string;
  readonly by: Drawer;
  readonly at: Millis;
  readonly size: PictureSize;
  readonly operations: readonly Operation[];
};

/** The picture after this has happened, null when there is none; what is about another one changes nothing. */
export function foldPicture(
  view: PictureView | null,
  fact: PictureFact,
  at: Millis,
): PictureView | null {
  if (fact.type === 'picture-shared') {
    const { pictureId: id, fileId, by, size } = fact;
    return { id, fileId, by, at, size, operations: [] };
  }
  if (view?.id !== fact.pictureId) return view;
  switch (fact.type) {
    case 'drawn':
      return { ...view, operations: withDrawn(view.operations, fact, at) };
    case 'drawing-undone':
      return { ...view, operations: withUndone(view.operations, fact.operationIds, fact.turn) };
    case 'drawing-redone':
      return { ...view, operations: withUndone(view.operations, fact.operationIds, null) };
    case 'picture-deleted':
    case 'picture-sent':
      return null;
  }
}

function withDrawn(
  operations: readonly Operation[],
  fact: Extract<PictureFact, { type: 'drawn' }>,
  at: Millis,
): readonly Operation[] {
  const { operationId: id, by, shape, number, forgotten } = fact;
  const kept = operations.filter((one) => !forgotten.includes(one.id));
  return [...kept, { id, by, at, shape, number, undone: null }];
}
