import { DRAWING_BOUNDS, type Drawer, type Point } from '@parley/core/picture-sharing/picture.ts';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type PictureTable, pictureTable, type Seat } from '../testing/picture-table.ts';
import type { Drawing } from './drawing.ts';
import { LIVE_MS } from './live-strokes.ts';
import { FRAME_MS, FRAMES_ON_THE_WAY } from './point-frames.ts';
import type { Stroke } from './strokes.ts';

const ALEX: Drawer = { role: 'agent', id: 'alex', name: 'Alex' };
const BO: Drawer = { role: 'agent', id: 'bo', name: 'Bo' };
const CLEO: Drawer = { role: 'customer', id: 'cleo', name: 'Cleo' };

let table: PictureTable;
let alex: Seat;
let cleo: Seat;
beforeEach(() => {
  vi.useFakeTimers();
  table = pictureTable();
  alex = table.sit(ALEX);
  cleo = table.sit(CLEO);
  table.share('picture');
});
afterEach(() => {
  vi.useRealTimers();
});

function at(x: number): Point {
  return [x, x, 0.5];
}

/** Everything arrives, also what pages say a little later. */
async function arrive(): Promise<void> {
  await table.arrive();
  await vi.advanceTimersByTimeAsync(100);
  await table.arrive();
}

function strokesOf(drawing: Drawing): readonly Stroke[] {
  const { kept, moving } = drawing.strokes.get();
  return [...kept, ...moving];
}

/** What a page paints: `agent pen 3`, the number of its points. */
function painted({ drawing }: Seat): readonly string[] {
  return strokesOf(drawing).map(
    ({ side, shape }) => `${side} ${shape.tool} ${shape.points.length}`,
  );
}

function pen({ drawing }: Seat, ...xs: readonly number[]): void {
  const [first = 0, ...others] = xs;
  drawing.begin('pen', at(first));
  drawing.moveTo(others.map(at));
  drawing.finish();
}

describe('a stroke', () => {
  test('is seen here at once, there point by point, and kept when it is whole', async () => {
    alex.drawing.begin('pen', at(0.1));
    expect(painted(alex)).toEqual(['agent pen 1']);
    await arrive();
    expect(painted(cleo)).toEqual(['agent pen 1']);
    alex.drawing.moveTo([at(0.2), at(0.3)]);
    await arrive();
    expect(painted(cleo)).toEqual(['agent pen 3']);
    expect(strokesOf(cleo.drawing)[0]).toMatchObject({ colour: '#14b8a6', at: null });
    alex.drawing.finish();
    expect(painted(alex)).toEqual(['agent pen 3']);
    await arrive();
    for (const seat of [alex, cleo]) {
      expect(painted(seat)).toEqual(['agent pen 3']);
      expect(strokesOf(seat.drawing)[0]?.at).toBe(1);
    }
  });

  test('of a pen is said at once, each point as it comes', async () => {
    alex.drawing.begin('pen', at(0));
    for (let step = 1; step <= 60; step += 1) {
      await vi.advanceTimersByTimeAsync(FRAME_MS);
      alex.drawing.moveTo([at(step / 100)]);
      await table.arrive();
      expect(painted(cleo)).toEqual([`agent pen ${step + 1}`]);
    }
  });

  test('of a pen that tells of itself a thousand times a second is said in frames, and every point once', async () => {
    alex.drawing.begin('pen', at(0));
    for (let step = 1; step < 1_000; step += 1) {
      alex.drawing.moveTo([at(step / 1_000)]);
      await vi.advanceTimersByTimeAsync(1);
      await table.arrive();
    }
    const frames = alex.asked.filter(({ name }) => name === 'draw-points');
    // The server takes 120 a second and some more at once.
    expect(frames.length).toBeLessThanOrEqual(1_000 / FRAME_MS + 20);
    const said = frames.flatMap(({ data }) => (data as { points: Point[] }).points);
    alex.drawing.finish();
    await arrive();
    expect(painted(cleo)).toEqual([`agent pen ${DRAWING_BOUNDS.pointsOfStroke}`, 'agent pen 1']);
    expect(said.map(([x]) => x)).toEqual(Array.from(said, (_, step) => step / 1_000));
  });

  test('while the line stands still, what is drawn meanwhile comes in one', async () => {
    alex.drawing.begin('pen', at(0));
    for (let step = 1; step <= 40; step += 1) {
      alex.drawing.moveTo([at(step / 100)]);
      await vi.advanceTimersByTimeAsync(20);
    }
    expect(alex.asked).toHaveLength(FRAMES_ON_THE_WAY);
    await arrive();
    expect(alex.asked).toHaveLength(FRAMES_ON_THE_WAY + 1);
    expect(painted(cleo)).toEqual(['agent pen 41']);
  });

  test('that is given up goes on both sides', async () => {
    alex.drawing.begin('rectangle', at(0.1));
    alex.drawing.moveTo([at(0.4), at(0.5)]);
    await arrive();
    expect(painted(cleo)).toEqual(['agent rectangle 2']);
    alex.drawing.moveTo([at(0.9)]);
    await arrive();
    expect(strokesOf(cleo.drawing)[0]?.shape.points).toEqual([at(0.1), at(0.9)]);
    alex.drawing.giveUp();
    await arrive();
    expect([painted(alex), painted(cleo)]).toEqual([[], []]);
  });

  test('that leads nowhere is no arrow', async () => {
    cleo.drawing.begin('arrow', at(0.1));
    cleo.drawing.finish();
    await arrive();
    expect([painted(alex), painted(cleo)]).toEqual([[], []]);
    expect(cleo.asked.map(({ name }) => name)).not.toContain('draw');
  });

  test('longer than one may be goes on as the next', async () => {
    const { pointsOfStroke } = DRAWING_BOUNDS;
    alex.drawing.begin('pen', at(0));
    alex.drawing.moveTo(Array.from({ length: pointsOfStroke + 9 }, () => at(0.5)));
    alex.drawing.finish();
    await arrive();
    expect(painted(cleo)).toEqual([`agent pen ${pointsOfStroke}`, 'agent pen 11']);
  });

  test('of which nothing more is heard is not shown for ever', async () => {
    alex.drawing.begin('pen', at(0.1));
    await arrive();
    expect(painted(cleo)).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(LIVE_MS);
    expect(painted(cleo)).toEqual([]);
  });

  test('that is refused goes, and why is known', async () => {
    const far: Point = [0.5, 0.5, 3];
    cleo.drawing.placeMarker(far);
    expect(painted(cleo)).toEqual(['customer marker 1']);
    await arrive();
    expect(painted(cleo)).toEqual([]);
    expect(cleo.drawing.state.get().refused).toBe('bad-drawing');
    cleo.drawing.write(at(0.5), 'here');
    await arrive();
    expect(cleo.drawing.state.get().refused).toBeNull();
    expect(painted(alex)).toEqual(['customer text 1']);
  });
});

describe('undo', () => {
  test('each takes back only their own, and knows whether there is something', async () => {
    const bo = table.sit(BO);
    pen(alex, 0.1, 0.2);
    pen(bo, 0.3, 0.4, 0.5);
    await arrive();
    const can = ({ drawing }: Seat) => {
      const { canUndo, canRedo } = drawing.state.get();
      return [canUndo, canRedo];
    };
    expect([alex, bo, cleo].map(can)).toEqual([
      [true, false],
      [true, false],
      [false, false],
    ]);
    void alex.drawing.undo();
    await arrive();
    expect(painted(cleo)).toEqual(['agent pen 3']);
    expect(can(alex)).toEqual([false, true]);
    void alex.drawing.redo();
    void bo.drawing.undoAll();
    await arrive();
    expect(painted(cleo)).toEqual(['agent pen 2']);
  });

  test('pressed while drawing takes what was just drawn', async () => {
    pen(alex, 0.1, 0.2);
    alex.drawing.begin('pen', at(0.3));
    void alex.drawing.undo();
    await arrive();
    expect(painted(alex)).toEqual(['agent pen 2']);
    expect(painted(cleo)).toEqual(['agent pen 2']);
  });
});

describe('the picture', () => {
  test('deleted it is gone for both, with what was being drawn', async () => {
    alex.drawing.begin('pen', at(0.1));
    await arrive();
    void cleo.drawing.remove();
    await arrive();
    expect(alex.drawing.state.get().picture).toBeNull();
    expect(painted(alex)).toEqual([]);
    table.share('next');
    alex.drawing.moveTo([at(0.2)]);
    alex.drawing.finish();
    await arrive();
    expect([painted(alex), painted(cleo)]).toEqual([[], []]);
    expect(alex.drawing.state.get().refused).toBeNull();
  });

  test('sent it is gone for both', async () => {
    pen(cleo, 0.1, 0.2);
    const answer = cleo.drawing.sendFlattened('flat');
    await arrive();
    expect(await answer).toMatchObject({ ok: true });
    expect(alex.drawing.state.get().picture).toBeNull();
    expect(await cleo.drawing.undo()).toEqual({ ok: false, code: 'no-picture' });
  });

  test('whoever comes late sees what is kept, and from then on what is being drawn', async () => {
    pen(alex, 0.1, 0.2);
    alex.drawing.begin('pen', at(0.5));
    alex.drawing.moveTo([at(0.6)]);
    await arrive();
    const late = table.sit(CLEO);
    expect(painted(late)).toEqual(['agent pen 2']);
    alex.drawing.moveTo([at(0.7), at(0.8)]);
    await arrive();
    expect(painted(late)).toEqual(['agent pen 2', 'agent pen 2']);
    alex.drawing.finish();
    await arrive();
    expect(painted(late)).toEqual(['agent pen 2', 'agent pen 4']);
  });
});

type Act = readonly [who: number, what: number, arrives: boolean];
const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.tuple(fc.nat(1), fc.nat(7), fc.boolean()) as fc.Arbitrary<Act>,
  { maxLength: 25, size: 'max' },
);

function act({ drawing }: Seat, what: number): void {
  const doing = [
    () => drawing.begin('pen', at(0.1)),
    () => drawing.moveTo([at(0.2), at(0.3)]),
    () => drawing.finish(),
    () => drawing.placeMarker(at(0.4)),
    () => void drawing.undo(),
    () => void drawing.redo(),
    () => drawing.giveUp(),
    () => void drawing.undoAll(),
  ];
  doing[what]?.();
}

test('whatever two do at once, in the end both see the same as somebody who comes late', async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (walk) => {
      table = pictureTable();
      const both = [table.sit(ALEX), table.sit(CLEO)] as const;
      table.share('picture');
      for (const [who, what, arrives] of walk) {
        act(who === 0 ? both[0] : both[1], what);
        if (arrives) await table.arrive();
      }
      for (const { drawing } of both) drawing.finish();
      await arrive();
      const late = table.sit(BO);
      for (const seat of both) expect(painted(seat)).toEqual(painted(late));
    }),
    { numRuns: 200 },
  );
});
