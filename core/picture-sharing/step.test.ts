import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DRAWING_BOUNDS,
  type Drawer,
  type PictureFact,
  type PictureInput,
  type Point,
  type Shape,
  type SharedPicture,
} from './picture.ts';
import { isOnPicture, rounded, stepPicture } from './step.ts';
import { foldPicture, type PictureView } from './view.ts';

const CLEO: Drawer = { role: 'customer', id: 'cleo', name: 'Cleo' };
const ALEX: Drawer = { role: 'agent', id: 'alex', name: 'Alex' };
const BO: Drawer = { role: 'agent', id: 'bo', name: 'Bo' };
const SIZE = { width: 1280, height: 720 };
const PEN: Shape = {
  tool: 'pen',
  points: [
    [0.1, 0.2, 0.5],
    [0.3, 0.4, 0.5],
  ],
};
const MARKER: Shape = { tool: 'marker', points: [[0.5, 0.5, 1]] };

const SHARE: PictureInput = {
  type: 'share-picture',
  pictureId: 'picture',
  fileId: 'file',
  by: ALEX,
  size: SIZE,
};

function draw(operationId: string, by: Drawer, shape: Shape = PEN): PictureInput {
  return { type: 'draw', pictureId: 'picture', operationId, by, shape };
}

function pressed(
  type: 'undo-drawing' | 'undo-all-drawing' | 'redo-drawing',
  { id: personId }: Drawer,
): PictureInput {
  return { type, pictureId: 'picture', personId };
}

/** The picture after these, and what its followers see of it. */
type World = {
  readonly picture: SharedPicture | null;
  readonly view: PictureView | null;
  readonly facts: readonly PictureFact[];
  readonly refusals: readonly string[];
};

const NOTHING: World = { picture: null, view: null, facts: [], refusals: [] };

function after(world: World, ...inputs: readonly PictureInput[]): World {
  let { picture, view } = world;
  const facts = [...world.facts];
  const refusals = [...world.refusals];
  for (const input of inputs) {
    const outcome = stepPicture(picture, input, 7);
    if (!outcome.ok) {
      refusals.push(outcome.refusal.code);
      continue;
    }
    picture = outcome.picture;
    view = outcome.facts.reduce((seen, fact) => foldPicture(seen, fact, 7), view);
    facts.push(...outcome.facts);
  }
  return { picture, view, facts, refusals };
}

const SHARED = after(NOTHING, SHARE);

function seen({ view }: World): readonly string[] {
  return (view?.operations ?? []).filter((one) => one.undone === null).map((one) => one.id);
}

describe('sharing', () => {
  test('the first one wins; the second is told which picture it is', () => {
    const second = stepPicture(
      SHARED.picture,
      { ...SHARE, pictureId: 'other', by: CLEO } as PictureInput,
      8,
    );
    expect(second).toEqual({
      ok: false,
      refusal: { code: 'already-shared', facts: { pictureId: 'picture' } },
    });
  });

  test('deleted it is gone for both, and another one can be shared', () => {
    const world = after(
      SHARED,
      draw('a', CLEO),
      { type: 'delete-picture', pictureId: 'picture', by: CLEO },
      draw('b', ALEX),
      { ...SHARE, pictureId: 'next' } as PictureInput,
    );
    expect(world.refusals).toEqual(['no-picture']);
    expect(world.view).toMatchObject({ id: 'next', operations: [] });
  });

  test('it is sent as it is: neither cut nor scaled, and once', () => {
    const send = { type: 'send-picture', pictureId: 'picture', fileId: 'flat', by: CLEO } as const;
    const world = after(
      SHARED,
      { ...send, size: { width: 720, height: 1280 } },
      { ...send, size: SIZE },
      { ...send, size: SIZE },
    );
    expect(world.refusals).toEqual(['wrong-size', 'no-picture']);
    expect([world.picture, world.view]).toEqual([null, null]);
    expect(world.facts.at(-1)).toEqual({
      type: 'picture-sent',
      pictureId: 'picture',
      fileId: 'flat',
      by: CLEO,
    });
  });
});

describe('undo and redo', () => {
  test('take one’s own last stroke and bring it back to its place', () => {
    const drawn = after(SHARED, draw('a', CLEO), draw('b', ALEX), draw('c', CLEO), draw('d', ALEX));
    const undone = after(drawn, pressed('undo-drawing', CLEO));
    expect(seen(undone)).toEqual(['a', 'b', 'd']);
    expect(seen(after(undone, pressed('undo-drawing', CLEO)))).toEqual(['b', 'd']);
    expect(seen(after(undone, pressed('redo-drawing', CLEO)))).toEqual(['a', 'b', 'c', 'd']);
  });

  test('undo all takes all of one’s own; one redo brings all of them back', () => {
    const drawn = after(SHARED, draw('a', CLEO), draw('b', ALEX), draw('c', CLEO), draw('e', CLEO));
    const once = after(drawn, pressed('undo-drawing', CLEO), pressed('undo-all-drawing', CLEO));
    expect(seen(once)).toEqual(['b']);
    const back = after(once, pressed('redo-drawing', CLEO));
    expect(seen(back)).toEqual(['a', 'b', 'c']);
    expect(seen(after(back, pressed('redo-drawing', CLEO)))).toEqual(['a', 'b', 'c', 'e']);
  });

  test('who draws anew brings back nothing of before; the other one still can', () => {
    const world = after(
      SHARED,
      draw('a', CLEO),
      draw('b', ALEX),
      pressed('undo-drawing', CLEO),
      pressed('undo-drawing', ALEX),
      draw('c', CLEO),
      pressed('redo-drawing', CLEO),
      pressed('redo-drawing', ALEX),
    );
    expect(seen(world)).toEqual(['b', 'c']);
    expect(world.picture?.marks.map((one) => one.id)).toEqual(['b', 'c']);
  });

  test('with nothing to undo or redo nothing happens', () => {
    const world = after(SHARED, draw('a', ALEX));
    const same = after(
      world,
      pressed('undo-drawing', CLEO),
      pressed('undo-all-drawing', CLEO),
      pressed('redo-drawing', CLEO),
      pressed('redo-drawing', ALEX),
    );
    expect(same).toEqual(world);
  });
});

describe('what can be drawn', () => {
  test('markers are numbered over both sides; a number that may come back is not given again', () => {
    const world = after(
      SHARED,
      draw('a', CLEO, MARKER),
      draw('b', ALEX, MARKER),
      pressed('undo-drawing', ALEX),
      draw('c', CLEO, MARKER),
      pressed('redo-drawing', ALEX),
    );
    expect(world.view?.operations.map(({ id, number }) => [id, number])).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ]);
  });

  test('a stroke that comes twice is drawn once; under a stranger’s name it is refused', () => {
    const world = after(SHARED, draw('a', CLEO), draw('a', CLEO), draw('a', ALEX));
    expect(seen(world)).toEqual(['a']);
    expect(world.refusals).toEqual(['bad-drawing']);
  });

  const at: Point = [0.5, 0.5, 0.5];
  const strokes = (count: number): Point[] => Array.from({ length: count }, () => at);
  test.each<[string, Shape]>([
    ['no points', { tool: 'pen', points: [] }],
    ['too many points', { tool: 'pen', points: strokes(DRAWING_BOUNDS.pointsOfStroke + 1) }],
    ['beside the picture', { tool: 'pen', points: [[1.01, 0.5, 0.5]] }],
    ['nowhere', { tool: 'pen', points: [[Number.NaN, 0.5, 0.5]] }],
    ['pressed harder than possible', { tool: 'pen', points: [[0.5, 0.5, 2]] }],
    ['an arrow to nowhere', { tool: 'arrow', points: strokes(1) }],
    ['a rectangle of three corners', { tool: 'rectangle', points: strokes(3) }],
    ['a marker at two places', { tool: 'marker', points: strokes(2) }],
    ['a text without words', { tool: 'text', points: [at], text: '  ' }],
    ['too much text', { tool: 'text', points: [at], text: 'x'.repeat(201) }],
  ])('%s is refused', (_name, shape) => {
    expect(after(SHARED, draw('a', CLEO, shape)).refusals).toEqual(['bad-drawing']);
  });

  test('points are kept as fine as any screen shows them', () => {
    const shape: Shape = { tool: 'text', points: [[1 / 3, 2 / 3, 1]], text: ' here ' };
    const [first] = after(SHARED, draw('a', CLEO, shape)).view?.operations ?? [];
    expect(first?.shape).toEqual({ tool: 'text', points: [[0.3333, 0.6667, 1]], text: 'here' });
  });

  test('a picture holds so many operations, undone ones too', () => {
    const many = Array.from({ length: DRAWING_BOUNDS.operationsOfPicture }, (_, index) => [
      draw(`o${index}`, CLEO),
      pressed('undo-drawing', CLEO),
    ]).flat();
    const full = after(SHARED, ...many, draw('late', ALEX));
    expect(full.refusals).toEqual(['picture-full']);
    expect(seen(full)).toEqual([]);
  });

  test('and so many points', () => {
    const long: Shape = { tool: 'pen', points: strokes(DRAWING_BOUNDS.pointsOfStroke) };
    const most = DRAWING_BOUNDS.pointsOfPicture / DRAWING_BOUNDS.pointsOfStroke;
    const many = Array.from({ length: most + 1 }, (_, index) => draw(`o${index}`, CLEO, long));
    expect(after(SHARED, ...many).refusals).toEqual(['picture-full']);
  });
});

const drawers = fc.constantFrom(CLEO, ALEX, BO);
const unit = fc.oneof(
  // Doubles of their own accord are nearly all close to 0.
  { weight: 200, arbitrary: fc.integer({ min: 0, max: 30_000 }).map((one) => one / 30_000) },
  { weight: 1, arbitrary: fc.constantFrom(-0.1, 1.1, Number.NaN, Number.POSITIVE_INFINITY, -0) },
);
const points = fc.array(fc.tuple(unit, unit, unit), { maxLength: 3 });
const shapes: fc.Arbitrary<Shape> = fc.oneof(
  fc.record({ tool: fc.constantFrom('pen', 'pen', 'arrow', 'rectangle', 'marker'), points }),
  fc.record({ tool: fc.constant('text'), points, text: fc.string({ maxLength: 220 }) }),
) as fc.Arbitrary<Shape>;
const pictureIds = fc.oneof(
  { weight: 30, arbitrary: fc.constant('picture') },
  { weight: 1, arbitrary: fc.constant('other') },
);
const inputs: fc.Arbitrary<PictureInput> = fc.oneof(
  {
    weight: 24,
    arbitrary: fc.record({
      type: fc.constant('draw' as const),
      pictureId: pictureIds,
      operationId: fc.integer({ min: 0, max: 60 }).map((one) => `o${one}`),
      by: drawers,
      shape: shapes,
    }),
  },
  {
    weight: 20,
    arbitrary: fc.record({
      type: fc.constantFrom(
        'undo-drawing' as const,
        'undo-all-drawing' as const,
        'redo-drawing' as const,
      ),
      pictureId: pictureIds,
      personId: drawers.map((one) => one.id),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('share-picture' as const),
      pictureId: pictureIds,
      fileId: fc.constant('file'),
      by: drawers,
      size: fc.constant(SIZE),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('delete-picture' as const),
      pictureId: pictureIds,
      by: drawers,
    }),
  },
);

/** The picture's marks as the value keeps them and as a screen shows them. */
function agreed({ picture, view }: World): void {
  const kept = picture?.marks.map(({ id, personId, number, undone }) => [
    id,
    personId,
    number,
    undone,
  ]);
  const shown = view?.operations.map(({ id, by, number, undone }) => [id, by.id, number, undone]);
  expect([picture?.id, kept]).toEqual([view?.id, shown]);
}

/** What must hold after every single input. */
function lawful(before: World, now: World, input: PictureInput): void {
  agreed(now);
  const numbers = (now.picture?.marks ?? []).flatMap(({ number }) => number ?? []);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(now.picture?.drawnOperations ?? 0).toBeLessThanOrEqual(DRAWING_BOUNDS.operationsOfPicture);
  for (const { shape } of now.view?.operations ?? []) {
    expect(shape.points.every(isOnPicture)).toBe(true);
    expect(shape.points).toEqual(shape.points.map(rounded));
  }
  const whose = 'personId' in input ? input.personId : input.by.id;
  if (before.view === null || before.view.id !== now.view?.id) return;
  // Nobody changes what is another's.
  const others = (world: World) =>
    (world.view?.operations ?? []).filter((one) => one.by.id !== whose);
  expect(others(now)).toEqual(others(before));
}

test('in any order, everybody changes only their own, all screens agree and no bound is passed', () => {
  fc.assert(
    fc.property(fc.array(inputs, { maxLength: 60, size: 'max' }), (walk) => {
      let world = SHARED;
      for (const input of walk) {
        const next = after(world, input);
        lawful(world, next, input);
        world = next;
      }
      // Who comes late reads the same facts from the beginning.
      const late = world.facts.reduce(
        (view: PictureView | null, fact) => foldPicture(view, fact, 7),
        null,
      );
      expect(late).toEqual(world.view);
    }),
    { numRuns: 400 },
  );
});

test('ten thousand operations of any kind are carried out or refused, never failed', () => {
  const runs = Number(process.env.PARLEY_FUZZ_OPERATIONS ?? 10_000);
  const kinds = new Set<string>();
  let world = NOTHING;
  fc.assert(
    fc.property(inputs, (input) => {
      world = after({ ...world, facts: [], refusals: [] }, input);
      for (const one of world.refusals) kinds.add(one);
      agreed(world);
    }),
    { numRuns: runs },
  );
  expect([...kinds].sort()).toEqual(['already-shared', 'bad-drawing', 'no-picture']);
});
