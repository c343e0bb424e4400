import { onPicture, onScreen, wholeFrame } from '@parley/core/picture-sharing/place.ts';
import { expect, test } from 'vitest';
import { enlarged, turned } from './zoom.ts';

const PHONE = wholeFrame({ width: 360, height: 500 }, { width: 1_280, height: 720 });

test('what lies between two fingers stays between them', () => {
  const from = { x: 120, y: 240 };
  const held = onPicture(PHONE, from);
  const to = { x: 150, y: 260 };
  const larger = enlarged(PHONE, 2.5, { from, to });
  expect(larger.zoom).toBe(2.5);
  expect(onScreen(larger, held).x).toBeCloseTo(to.x);
  expect(onScreen(larger, held).y).toBeCloseTo(to.y);
});

test('made small again all of the picture is seen, in the middle', () => {
  const at = { from: { x: 20, y: 200 }, to: { x: 20, y: 200 } };
  const larger = enlarged(PHONE, 3, at);
  expect(enlarged(larger, 0.1, at)).toEqual(PHONE);
});

test('it is never enlarged without end', () => {
  const at = { from: { x: 180, y: 250 }, to: { x: 180, y: 250 } };
  expect(enlarged(PHONE, 1_000, at).zoom).toBe(8);
});

test('four quarter turns are none', () => {
  expect(turned(turned(turned(turned(PHONE))))).toEqual(PHONE);
  expect(turned(PHONE).turns).toBe(1);
});
