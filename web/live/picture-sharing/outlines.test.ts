import type { Point, Shape } from '@parley/core/picture-sharing/picture.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Outline, outlinesOf } from './outlines.ts';

const HD = { width: 1280, height: 720 };

function outlines(shape: Shape, number: number | null = null, size = HD): readonly Outline[] {
  return outlinesOf({ shape, number }, size);
}

const at = (x: number, y: number, pressure = 0.5): Point => [x, y, pressure];

describe('what is painted', () => {
  test('a hand’s line goes through its ends without a gap', () => {
    const points = [at(0.1, 0.1), at(0.5, 0.1), at(0.5, 0.9)];
    const curves = outlines({ tool: 'pen', points });
    expect(curves[0]).toMatchObject({ from: [128, 72] });
    expect(curves.at(-1)).toMatchObject({ to: [640, 648] });
    const joints = curves.flatMap((one) => (one.kind === 'curve' ? [[one.from, one.to]] : []));
    expect(joints.slice(1).map(([from]) => from)).toEqual(joints.slice(0, -1).map(([, to]) => to));
  });

  test('pressed harder it is wider; a touch is a dot', () => {
    const [soft, hard] = outlines({ tool: 'pen', points: [at(0, 0, 0.1), at(1, 1, 1)] });
    const widthOf = (one: Outline | undefined) => (one?.kind === 'curve' ? one.width : 0);
    expect(widthOf(hard)).toBeGreaterThan(2 * widthOf(soft));
    expect(outlines({ tool: 'pen', points: [at(0.5, 0.5)] })).toMatchObject([
      { kind: 'disc', centre: [640, 360] },
    ]);
  });

  test('an arrow’s head is at its second point and never longer than the arrow', () => {
    const [shaft, ...head] = outlines({ tool: 'arrow', points: [at(0.1, 0.5), at(0.101, 0.5)] });
    expect(shaft).toMatchObject({ from: [128, 360], to: [129.28, 360] });
    for (const side of head) {
      expect(side).toMatchObject({ from: [129.28, 360] });
      if (side.kind !== 'curve') throw new Error('a head has two lines');
      expect(Math.hypot(side.to[0] - side.from[0], side.to[1] - side.from[1])).toBeCloseTo(1.28);
    }
  });

  test('a rectangle has four sides from any corner; while it has one point there is nothing', () => {
    const sides = outlines({ tool: 'rectangle', points: [at(0.75, 0.75), at(0.25, 0.25)] });
    expect(sides).toHaveLength(4);
    expect(sides.at(-1)).toMatchObject({ to: [960, 540] });
    expect(outlines({ tool: 'rectangle', points: [at(0.75, 0.75)] })).toEqual([]);
  });

  test('a marker has its number once the server has said it', () => {
    const marker: Shape = { tool: 'marker', points: [at(0.5, 0.5)] };
    expect(outlines(marker)).toHaveLength(1);
    expect(outlines(marker, 12).at(-1)).toMatchObject({ text: '12', on: 'disc' });
  });
});

const unit = fc.integer({ min: 0, max: 10_000 }).map((one) => one / 10_000);
const points = fc.array(fc.tuple(unit, unit, unit), { minLength: 1, maxLength: 6 });
const shapes = fc.oneof(
  fc.record({ tool: fc.constantFrom('pen' as const, 'arrow' as const, 'marker' as const), points }),
  fc.record({ tool: fc.constant('text' as const), points, text: fc.string({ minLength: 1 }) }),
);

test('at twice the resolution everything is twice as large, and so looks the same', () => {
  fc.assert(
    fc.property(shapes, fc.nat(99), (shape, number) => {
      const doubled = { width: 2 * HD.width, height: 2 * HD.height };
      const twice = JSON.stringify(outlines(shape, number, doubled));
      const scaled = JSON.stringify(outlines(shape, number), (_key, value: unknown) =>
        typeof value === 'number' ? value * 2 : value,
      );
      const numbers = (text: string) => (text.match(/-?\d+\.?\d*(e-?\d+)?/gu) ?? []).map(Number);
      const [one, other] = [numbers(twice), numbers(scaled)];
      expect(one).toHaveLength(other.length);
      one.forEach((value, index) => {
        expect(value).toBeCloseTo(other[index] ?? Number.NaN, 3);
      });
    }),
    { numRuns: 300 },
  );
});
