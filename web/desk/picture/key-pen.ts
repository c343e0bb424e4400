import type { Point, Shape } from '@parley/core/picture-sharing/picture.ts';

/** The tool in one's hand. */
export type Tool = Shape['tool'];

/** A pen that is moved with keys. */
export type KeyPen = { readonly x: number; readonly y: number; readonly isDown: boolean };

/** What a key lets it do. */
export type KeyTurn = {
  readonly pen: KeyPen;
  readonly does: 'nothing' | 'begin' | 'move' | 'finish' | 'give-up' | 'place';
};

const STEP = 0.01;
const LEAP = 0.05;

const WAYS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** In the middle of the picture. */
export const KEY_PEN: KeyPen = { x: 0.5, y: 0.5, isDown: false };

/** What becomes of the pen by a key; null for keys that are not its own. With Shift it leaps. */
export function keyTurn(
  pen: KeyPen,
  tool: Tool,
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
): KeyTurn | null {
  const way = WAYS[key];
  if (way !== undefined) {
    const step = shiftKey ? LEAP : STEP;
    const [x, y] = [within(pen.x + way[0] * step), within(pen.y + way[1] * step)];
    return { pen: { ...pen, x, y }, does: pen.isDown ? 'move' : 'nothing' };
  }
  if (key === 'Enter' || key === ' ') return pressed(pen, tool);
  if (key !== 'Escape' || !pen.isDown) return null;
  return { pen: { ...pen, isDown: false }, does: 'give-up' };
}

function pressed(pen: KeyPen, tool: Tool): KeyTurn {
  if (tool === 'text' || tool === 'marker') return { pen, does: 'place' };
  return { pen: { ...pen, isDown: !pen.isDown }, does: pen.isDown ? 'finish' : 'begin' };
}

/** The point on which it stands; keys are pressed neither hard nor lightly. */
export function pointOf({ x, y }: KeyPen): Point {
  return [x, y, 0.5];
}

function within(value: number): number {
  return Math.min(1, Math.max(0, Math.round(value * 1_000) / 1_000));
}
