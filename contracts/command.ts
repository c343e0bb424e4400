import type { Action } from '@parley/core/access/can.ts';
import { z } from 'zod';

/** One entry of the registry of operations. */
export type CommandSpec<Data extends z.ZodType, Answer extends z.ZodType> = {
  readonly action: Action;
  readonly data: Data;
  readonly answer: Answer;
};

/** An operation: the permission it needs, its input and its answer. */
export function command<Shape extends z.ZodRawShape, Answer extends z.ZodType>(
  action: Action,
  shape: Shape,
  answer: Answer,
): CommandSpec<z.ZodObject<Shape>, Answer> {
  return { action, data: z.object(shape), answer };
}

/** An id of anything. */
export const id = z.string().min(1).max(80);

/** The answer of what only succeeds or is refused. */
export const nothing = z.object({});
