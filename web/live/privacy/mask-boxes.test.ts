import type { PrivateBox } from '@parley/contracts/page-mask.ts';
import { expect, test } from 'vitest';
import { maskOf, type ReportCame } from './mask-boxes.ts';

const VIEWPORT = { width: 1_000, height: 500 };
const SIZE = { width: 2_000, height: 1_000 };

function box(id: number, [left, top, right, bottom]: readonly [number, number, number, number]) {
  return { id, left, top, right, bottom } satisfies PrivateBox;
}

function came(at: number, boxes: readonly PrivateBox[] | null, viewport = VIEWPORT): ReportCame {
  return { at, report: { asked: at, viewport, boxes } };
}

const HERE = box(1, [0.1, 0.2, 0.3, 0.4]);

test('what is private is hidden in whole pixels of the picture, whatever its size', () => {
  const cases = [
    [
      { width: 2_000, height: 1_000 },
      { x: 200, y: 200, width: 400, height: 200 },
    ],
    [
      { width: 1_000, height: 500 },
      { x: 100, y: 100, width: 200, height: 100 },
    ],
    [
      { width: 641, height: 321 },
      { x: 64, y: 64, width: 129, height: 65 },
    ],
  ] as const;
  for (const [size, hidden] of cases) {
    expect(maskOf([came(0, [HERE])], { size, cameAt: 0 })).toEqual([hidden]);
  }
});

test('what lies outside of the picture is not painted, what reaches into it is cut', () => {
  const boxes = [box(1, [0, -0.5, 1, -0.1]), box(2, [0, 1.1, 1, 2]), box(3, [-0.1, 0.9, 1.1, 1.3])];
  const mask = maskOf([came(0, boxes)], { size: SIZE, cameAt: 0 });
  expect(mask).toEqual([{ x: 0, y: 900, width: 2_000, height: 100 }]);
});

test('a scroll shows nothing: all between the places before and after is hidden', () => {
  const before = came(0, [box(1, [0.1, 1.2, 0.3, 1.4])]);
  const after = came(700, [box(1, [0.1, -0.4, 0.3, -0.2])]);
  const mask = maskOf([before, after], { size: SIZE, cameAt: 690 });
  expect(mask).toEqual([{ x: 200, y: 0, width: 400, height: 1_000 }]);
});

test('half a second after something has gone its place is seen again', () => {
  const reports = [came(0, [HERE]), came(100, []), came(650, [])];
  expect(maskOf(reports, { size: SIZE, cameAt: 590 })).toHaveLength(1);
  expect(maskOf(reports, { size: SIZE, cameAt: 610 })).toEqual([]);
});

test('what nobody can place is hidden as a whole: no report, too much, another shape', () => {
  const picture = { size: SIZE, cameAt: 0 };
  expect(maskOf([], picture)).toBe('everything');
  expect(maskOf([came(0, null)], picture)).toBe('everything');
  expect(maskOf([came(0, [HERE], { width: 500, height: 500 })], picture)).toBe('everything');
  // While the window changes its size the picture may still be of the old one.
  expect(maskOf([came(0, []), came(10, [], { width: 500, height: 500 })], picture)).toEqual([]);
});
