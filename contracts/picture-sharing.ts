import { DRAWING_BOUNDS, type PictureRefusalCode } from '@parley/core/picture-sharing/picture.ts';
import { z } from 'zod';
import { command, id, nothing } from './command.ts';

/** Why a picture is not frozen, drawn on, sent or removed. */
export type PictureRefusal =
  | PictureRefusalCode
  /** No picture of this leg passes between the two now. */
  | 'nothing-to-freeze'
  /** The file cannot be removed: it is the picture on which both sides draw now. */
  | 'drawn-on';

const unit = z.number().min(0).max(1);

/** Place on the picture, 0 to 1, and pressure, 0 to 1 (0.5 where the device does not say). */
const point = z.tuple([unit, unit, unit]);

/** What is drawn, whole; author, colour and a marker's number are the server's to say. */
const shape = z.discriminatedUnion('tool', [
  z.object({
    tool: z.enum(['pen', 'arrow', 'rectangle', 'marker']),
    points: z.array(point).min(1).max(DRAWING_BOUNDS.pointsOfStroke),
  }),
  z.object({
    tool: z.literal('text'),
    points: z.array(point).length(1),
    text: z.string().min(1).max(DRAWING_BOUNDS.textLength),
  }),
]);

/** What can be watched while it is drawn. */
const liveTool = z.enum(['pen', 'arrow', 'rectangle']);
const livePoints = z.array(point).max(DRAWING_BOUNDS.pointsOfFrame);
const pointsBefore = z.number().int().min(0).max(DRAWING_BOUNDS.pointsOfStroke);

const onPicture = { conversationId: id, pictureId: id };

/**
 * A picture on which both sides draw. Who freezes uploads what they see as a file (`screenshot`) and then shares it; the
 * first one wins. `picture-shared`, `drawn`, `drawing-undone`, `drawing-redone`, `picture-deleted` and `picture-sent`
 * stand in the conversation's stream: a screen folds them with `foldPicture`. What is being drawn comes as hints before.
 */
export const pictureCommands = {
  /** From the caller's own leg: the picture that `ofLegId` sends, their own or the other side's (A1). */
  'freeze-picture': command(
    'use-own-leg',
    { callId: id, legId: id, ofLegId: id, fileId: id },
    z.object({ pictureId: z.string() }),
  ),
  /** An agent opens any picture of the session files for both to draw on; the customer can open it from then on (A9). */
  'open-picture': command(
    'open-picture',
    { conversationId: id, fileId: id },
    z.object({ pictureId: z.string() }),
  ),
  /** One stroke or shape, whole; the same `operationId` is drawn once. */
  draw: command('draw-together', { ...onPicture, operationId: id, shape }, nothing),
  /**
   * Points of a stroke that is being drawn: they take the place of all it has from number `from` on. An arrow and a
   * rectangle have two and begin at 0 each time; no points from 0 on: it is given up.
   */
  'draw-points': command(
    'draw-together',
    { ...onPicture, operationId: id, tool: liveTool, from: pointsBefore, points: livePoints },
    nothing,
  ),
  /** One's own newest stroke; `redo-drawing` brings back what the last undoing took (A4). */
  'undo-drawing': command('draw-together', onPicture, nothing),
  'undo-all-drawing': command('draw-together', onPicture, nothing),
  'redo-drawing': command('draw-together', onPicture, nothing),
  /** Gone for both (A3). */
  'delete-picture': command('draw-together', onPicture, nothing),
  /** The picture with all that is drawn on it, flattened by the caller into a file (`drawing`) of the same size (A5). */
  'send-picture': command('draw-together', { ...onPicture, fileId: id, messageId: id }, nothing),
} as const;

/** Words of `Hint` about what is being drawn; shown until the stroke comes whole, and no longer than a few seconds. */
export const pictureHints = [
  z.object({
    type: z.literal('drawing-points'),
    conversationId: z.string(),
    pictureId: z.string(),
    operationId: z.string(),
    by: z.enum(['customer', 'agent']),
    tool: liveTool,
    from: z.number(),
    points: livePoints,
  }),
] as const;
