import { expect, test } from 'vitest';
import { KEY_PEN, type KeyPen, keyTurn } from './key-pen.ts';

const key = (name: string, shiftKey = false) => ({ key: name, shiftKey });

function after(keys: readonly string[], tool: Parameters<typeof keyTurn>[1]) {
  let pen: KeyPen = KEY_PEN;
  const done: string[] = [];
  for (const name of keys) {
    const turn = keyTurn(pen, tool, key(name));
    if (turn === null) continue;
    pen = turn.pen;
    if (turn.does !== 'nothing') done.push(turn.does);
  }
  return { pen, done };
}

test('a line is drawn with Enter, arrows and Enter', () => {
  const { pen, done } = after(['ArrowLeft', 'Enter', 'ArrowUp', 'ArrowUp', 'Enter'], 'pen');
  expect(done).toEqual(['begin', 'move', 'move', 'finish']);
  expect(pen).toEqual({ x: 0.49, y: 0.48, isDown: false });
});

test('Escape gives up what is being drawn, and is nobody’s key else', () => {
  expect(after(['Enter', 'ArrowDown', 'Escape'], 'arrow').done).toEqual([
    'begin',
    'move',
    'give-up',
  ]);
  expect(keyTurn(KEY_PEN, 'pen', key('Escape'))).toBeNull();
});

test('a number and a text are placed with one key', () => {
  expect(after(['Enter', ' '], 'marker').done).toEqual(['place', 'place']);
  expect(after(['Enter'], 'text').pen.isDown).toBe(false);
});

test('the pen stays on the picture, and leaps with Shift', () => {
  const edge = keyTurn({ x: 0.02, y: 1, isDown: false }, 'pen', key('ArrowLeft', true));
  expect(edge?.pen.x).toBe(0);
  expect(keyTurn({ x: 0, y: 1, isDown: true }, 'pen', key('ArrowDown'))?.pen.y).toBe(1);
});

test('all other keys are left alone', () => {
  expect(keyTurn(KEY_PEN, 'pen', key('Tab'))).toBeNull();
});
