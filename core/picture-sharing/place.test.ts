import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Frame,
  matrixOf,
  onPicture,
  onScreen,
  type Place,
  pointUnder,
  scaleOf,
  wholeFrame,
} from './place.ts';
import { rounded } from './step.ts';

const WIDE = { width: 1600, height: 900 };
const SQUARE = { width: 1000, height: 1000 };

describe('a picture that nobody has turned', () => {
  test('lies in the middle of a screen of another shape', () => {
    const frame = wholeFrame(SQUARE, WIDE);
    expect(onScreen(frame, { x: 0, y: 0 })).toEqual({ x: 0, y: 218.75 });
    expect(onScreen(frame, { x: 1, y: 1 })).toEqual({ x: 1000, y: 781.25 });
    expect(onPicture(frame, { x: 500, y: 500 })).toEqual({ x: 0.5, y: 0.5 });
  });

  test('beside it there is none of it', () => {
    expect(onPicture(wholeFrame(SQUARE, WIDE), { x: 500, y: 100 }).y).toBeLessThan(0);
  });
});

describe('turned clockwise', () => {
  const corner = (turns: Frame['turns']): Place =>
    onScreen({ ...wholeFrame(SQUARE, SQUARE), turns }, { x: 0, y: 0 });

  test('its upper left corner goes around the screen', () => {
    expect([corner(0), corner(1), corner(2), corner(3)]).toEqual([
      { x: 0, y: 0 },
      { x: 1000, y: 0 },
      { x: 1000, y: 1000 },
      { x: 0, y: 1000 },
    ]);
  });

  test('lying it is as large as its other side allows', () => {
    expect(scaleOf({ ...wholeFrame(SQUARE, WIDE), turns: 1 })).toBeCloseTo(1000 / 1600);
    const tall = { width: 450, height: 800 };
    expect(scaleOf({ ...wholeFrame(tall, WIDE), turns: 3 })).toBe(0.5);
  });
});

test('a pen that leaves the picture draws along its edge', () => {
  const frame = wholeFrame(SQUARE, WIDE);
  expect(pointUnder(frame, { x: -50, y: 0 }, 0.25)).toEqual([0, 0, 0.25]);
  expect(pointUnder(frame, { x: 500, y: 2_000 }, 7)).toEqual([0.5, 1, 1]);
});

test('enlarged, what it is turned to stays in the middle', () => {
  const frame = { ...wholeFrame(SQUARE, SQUARE), zoom: 4, focus: { x: 0.25, y: 0.75 } };
  expect(onScreen(frame, { x: 0.25, y: 0.75 })).toEqual({ x: 500, y: 500 });
  expect(onScreen(frame, { x: 0.5, y: 0.75 })).toEqual({ x: 1500, y: 500 });
});

const sides = fc.integer({ min: 64, max: 4_096 });
const sizes = fc.record({ width: sides, height: sides });
// Doubles of their own accord are nearly all close to 0.
const unit = fc.integer({ min: 0, max: 30_000 }).map((one) => one / 30_000);
const framesOf = (picture: Frame['picture']): fc.Arbitrary<Frame> =>
  fc.record({
    screen: sizes,
    picture: fc.constant(picture),
    turns: fc.constantFrom(0, 1, 2, 3),
    zoom: unit.map((one) => 1 + 7 * one),
    focus: fc.record({ x: unit, y: unit }),
  });
const pairs = sizes.chain((picture) => fc.tuple(framesOf(picture), framesOf(picture)));

/** The same by a matrix of the usual kind: scaled, turned, moved. */
function byMatrix(frame: Frame, { x, y }: Place): Place {
  const angle = (frame.turns * Math.PI) / 2;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const scale = scaleOf(frame);
  const across = (x * frame.picture.width - frame.focus.x * frame.picture.width) * scale;
  const down = (y * frame.picture.height - frame.focus.y * frame.picture.height) * scale;
  return {
    x: across * cos - down * sin + frame.screen.width / 2,
    y: across * sin + down * cos + frame.screen.height / 2,
  };
}

test('what is drawn at a pixel here is painted at the same place there, within 2 % on any two screens', () => {
  fc.assert(
    fc.property(pairs, unit, unit, ([here, there], x, y) => {
      const pixel = byMatrix(here, { x, y });
      // A mouse says whole pixels; what is sent is rounded.
      const drawn = onPicture(here, { x: Math.round(pixel.x), y: Math.round(pixel.y) });
      const [sentX, sentY] = rounded([drawn.x, drawn.y, 0]);
      const painted = onScreen(there, { x: sentX, y: sentY });
      const ideal = byMatrix(there, { x, y });
      const scale = scaleOf(there);
      const width = Math.abs(painted.x - ideal.x);
      const height = Math.abs(painted.y - ideal.y);
      const isLying = there.turns % 2 === 1;
      const shown = {
        width: (isLying ? there.picture.height : there.picture.width) * scale,
        height: (isLying ? there.picture.width : there.picture.height) * scale,
      };
      // Half a pixel of the smaller of the two pictures is the finest that a mouse can say.
      const pixelHere = 0.5 / (Math.min(here.picture.width, here.picture.height) * scaleOf(here));
      const allowed = Math.max(0.02, pixelHere + 0.0001);
      expect(width / shown.width).toBeLessThanOrEqual(allowed);
      expect(height / shown.height).toBeLessThanOrEqual(allowed);
    }),
    { numRuns: 5_000 },
  );
});

test('the matrix puts the picture’s pixels where its places are', () => {
  fc.assert(
    fc.property(sizes.chain(framesOf), fc.record({ x: unit, y: unit }), (frame, place) => {
      const [a, b, c, d, e, f] = matrixOf(frame);
      const [x, y] = [place.x * frame.picture.width, place.y * frame.picture.height];
      const ideal = onScreen(frame, place);
      expect(a * x + c * y + e).toBeCloseTo(ideal.x, 4);
      expect(b * x + d * y + f).toBeCloseTo(ideal.y, 4);
    }),
  );
});

test('there and back it is the same place', () => {
  fc.assert(
    fc.property(sizes.chain(framesOf), fc.record({ x: unit, y: unit }), (frame, place) => {
      const back = onPicture(frame, onScreen(frame, place));
      expect(back.x).toBeCloseTo(place.x, 6);
      expect(back.y).toBeCloseTo(place.y, 6);
    }),
    { numRuns: 2_000 },
  );
});
