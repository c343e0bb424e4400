import { type Outcome, refuse } from '../outcome.ts';
import type { Millis } from '../time.ts';
import {
  DRAWING_BOUNDS,
  type DrawnMark,
  type PictureFact,
  type PictureInput,
  type PictureRefusalCode,
  type PictureSize,
  type Point,
  type Shape,
  type SharedPicture,
} from './picture.ts';

/** What became of an input: the picture as it now is, null when there is none, and what happened. */
export type PictureOutcome = Outcome<
  { readonly picture: SharedPicture | null; readonly facts: readonly PictureFact[] },
  PictureRefusalCode
>;

type Input<Type extends PictureInput['type']> = Extract<PictureInput, { type: Type }>;

/** The only function that moves a shared picture. */
export function stepPicture(
  picture: SharedPicture | null,
  input: PictureInput,
  now: Millis,
): PictureOutcome {
  if (input.type === 'share-picture') return share(picture, input, now);
  if (picture === null || picture.id !== input.pictureId) return refuse('no-picture');
  switch (input.type) {
    case 'draw':
      return draw(picture, input);
    case 'undo-drawing':
      return undo(picture, lastSeenOf(picture, input.personId));
    case 'undo-all-drawing':
      return undo(picture, seenOf(picture, input.personId));
    case 'redo-drawing':
      return redo(picture, input.personId);
    case 'delete-picture':
      return ended({ type: 'picture-deleted', pictureId: picture.id, by: input.by });
    case 'send-picture':
      return send(picture, input);
  }
}

function done(picture: SharedPicture, ...facts: readonly PictureFact[]): PictureOutcome {
  return { ok: true, picture, facts };
}

function ended(fact: PictureFact): PictureOutcome {
  return { ok: true, picture: null, facts: [fact] };
}

/** Who presses second is told so; the same one again is the same picture. */
function share(
  picture: SharedPicture | null,
  { pictureId, fileId, by, size }: Input<'share-picture'>,
  now: Millis,
): PictureOutcome {
  if (picture !== null) return refuse('already-shared', { pictureId: picture.id });
  const shared = { id: pictureId, fileId, by, at: now, size };
  return done(
    { ...shared, marks: [], drawnOperations: 0, drawnPoints: 0 },
    { type: 'picture-shared', pictureId, fileId, by, size },
  );
}

/** What comes twice is drawn once. Who draws anew cannot bring back any more what they undid before. */
function draw(picture: SharedPicture, input: Input<'draw'>): PictureOutcome {
  const { pictureId, operationId, by } = input;
  const known = picture.marks.find((one) => one.id === operationId);
  if (known !== undefined) return known.personId === by.id ? done(picture) : refuse('bad-drawing');
  const shape = drawable(input.shape);
  if (shape === null) return refuse('bad-drawing');
  const drawnOperations = picture.drawnOperations + 1;
  const drawnPoints = picture.drawnPoints + shape.points.length;
  const isFull =
    drawnOperations > DRAWING_BOUNDS.operationsOfPicture ||
    drawnPoints > DRAWING_BOUNDS.pointsOfPicture;
  if (isFull) return refuse('picture-full');
  const number = shape.tool === 'marker' ? nextNumber(picture.marks) : null;
  const isForgotten = (one: DrawnMark): boolean => one.personId === by.id && one.undone !== null;
  const mark = { id: operationId, personId: by.id, number, undone: null };
  const marks = [...picture.marks.filter((one) => !isForgotten(one)), mark];
  const forgotten = picture.marks.filter(isForgotten).map(({ id }) => id);
  return done(
    { ...picture, marks, drawnOperations, drawnPoints },
    { type: 'drawn', pictureId, operationId, by, shape, number, forgotten },
  );
}

/** No number stands twice, also when an undone marker comes back. */
function nextNumber(marks: readonly DrawnMark[]): number {
  return 1 + Math.max(0, ...marks.map((one) => one.number ?? 0));
}

/** How many points each tool takes, at least and at most. */
const POINTS: Readonly<Record<Shape['tool'], readonly [least: number, most: number]>> = {
  pen: [1, DRAWING_BOUNDS.pointsOfStroke],
  arrow: [2, 2],
  rectangle: [2, 2],
  text: [1, 1],
  marker: [1, 1],
};

/** The shape as it is kept; null when it is none or lies beside the picture. */
function drawable(shape: Shape): Shape | null {
  const [least, most] = POINTS[shape.tool];
  const { length } = shape.points;
  if (length < least || length > most || !shape.points.every(isOnPicture)) return null;
  const points = shape.points.map(rounded);
  if (shape.tool !== 'text') return { tool: shape.tool, points };
  const text = shape.text.trim();
  if (text.length === 0 || text.length > DRAWING_BOUNDS.textLength) return null;
  return { tool: 'text', points, text };
}

/** Whether all three lie between 0 and 1. */
export function isOnPicture(point: Point): boolean {
  return point.every((value) => value >= 0 && value <= 1);
}

/** Finer than any screen, and a third of the characters. */
const STEPS = 10_000;

/** A point as it is sent and kept. */
export function rounded([x, y, pressure]: Point): Point {
  const round = (value: number): number => Math.round(value * STEPS) / STEPS;
  return [round(x), round(y), round(pressure)];
}

function seenOf({ marks }: SharedPicture, personId: string): readonly DrawnMark[] {
  return marks.filter((one) => one.personId === personId && one.undone === null);
}

function lastSeenOf(picture: SharedPicture, personId: string): readonly DrawnMark[] {
  return seenOf(picture, personId).slice(-1);
}

/** Nothing to undo is no harm. */
function undo(picture: SharedPicture, gone: readonly DrawnMark[]): PictureOutcome {
  const [first] = gone;
  if (first === undefined) return done(picture);
  const turn = lastTurnOf(picture, first.personId) + 1;
  const operationIds = gone.map(({ id }) => id);
  return done(
    { ...picture, marks: withUndone(picture.marks, operationIds, turn) },
    { type: 'drawing-undone', pictureId: picture.id, operationIds, turn },
  );
}

function lastTurnOf({ marks }: SharedPicture, personId: string): number {
  const own = marks.filter((one) => one.personId === personId);
  return Math.max(0, ...own.map((one) => one.undone ?? 0));
}

/** Brings back what the last undoing took, which may have been all. */
function redo(picture: SharedPicture, personId: string): PictureOutcome {
  const turn = lastTurnOf(picture, personId);
  if (turn === 0) return done(picture);
  const back = picture.marks.filter((one) => one.personId === personId && one.undone === turn);
  const operationIds = back.map(({ id }) => id);
  return done(
    { ...picture, marks: withUndone(picture.marks, operationIds, null) },
    { type: 'drawing-redone', pictureId: picture.id, operationIds },
  );
}

/** The same marks, these of them undone in a turn, or seen again. */
export function withUndone<Mark extends { readonly id: string; readonly undone: number | null }>(
  marks: readonly Mark[],
  ids: readonly string[],
  undone: number | null,
): readonly Mark[] {
  const named = new Set(ids);
  return marks.map((one) => (named.has(one.id) ? { ...one, undone } : one));
}

/** The flattened picture is the shared one, neither cut nor scaled. */
function send(picture: SharedPicture, input: Input<'send-picture'>): PictureOutcome {
  const { pictureId, fileId, by, size } = input;
  if (!isSameSize(picture.size, size)) return refuse('wrong-size');
  return ended({ type: 'picture-sent', pictureId, fileId, by });
}

function isSameSize(one: PictureSize, other: PictureSize): boolean {
  return one.width === other.width && one.height === other.height;
}

/** What a completed conversation does with its picture: nobody is left to draw on it. */
export function closePicture({ id }: SharedPicture): PictureFact {
  return { type: 'picture-deleted', pictureId: id, by: null };
}
