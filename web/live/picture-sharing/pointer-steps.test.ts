import { describe, expect, test } from 'vitest';
import { followSteps, type PointerStep, type PointerSteps } from './pointer-steps.ts';

function step(timeStamp: number, clientX: number): PointerStep {
  return { timeStamp, clientX, clientY: 10, pressure: 0.5, pointerType: 'mouse' };
}

/** An event as a browser tells it, with the steps it was put together from. */
function told(...steps: readonly PointerStep[]) {
  const last = steps.at(-1) ?? step(0, 0);
  return { ...last, getCoalescedEvents: () => steps };
}

function places(steps: readonly PointerStep[]): readonly number[] {
  return steps.map(({ clientX }) => clientX);
}

type Hand = { readonly at: (place: number) => number };

/** A hand goes to 10, 20, 30 …: where its stroke is known after each early event, and after the move that follows. */
function drawn(steps: PointerSteps, times: number, { at }: Hand): readonly number[][] {
  return Array.from({ length: times }, (_, index) => {
    const [when, place] = [index + 1, 10 * (index + 1)];
    const early = places(steps.early(told(step(when, at(place)))));
    return [...early, -1, ...places(steps.moved(told(step(when, place))))];
  });
}

describe('each step of a hand is taken once', () => {
  test('at once where the browser tells it ahead of the frame', () => {
    const steps = followSteps({ isFramed: false });
    expect(drawn(steps, 3, { at: (place) => place })).toEqual([
      [10, -1],
      [20, -1],
      [30, -1],
    ]);
  });

  test('with the frame where no browser tells it earlier, also steps at one instant', () => {
    const { moved } = followSteps({ isFramed: false });
    expect(places(moved(told(step(1, 10), step(1, 11), step(2, 12))))).toEqual([10, 11, 12]);
    expect(places(moved(told(step(2, 13))))).toEqual([13]);
  });

  test('when only some of them are told early', () => {
    const { early, moved } = followSteps({ isFramed: false });
    expect(places(early(told(step(1, 10))))).toEqual([10]);
    expect(places(moved(told(step(1, 10), step(2, 20), step(3, 30))))).toEqual([20, 30]);
  });
});

describe('in a frame the early ones', () => {
  test('are believed when it is known twice how far they lie beside the truth', () => {
    const steps = followSteps({ isFramed: true });
    expect(drawn(steps, 4, { at: (place) => place + 780 })).toEqual([
      [-1, 10],
      [-1, 20],
      [30, -1],
      [40, -1],
    ]);
  });

  test('are not believed where that changes from place to place', () => {
    const steps = followSteps({ isFramed: true });
    expect(drawn(steps, 4, { at: (place) => place * 1.25 + 780 })).toEqual([
      [-1, 10],
      [-1, 20],
      [-1, 30],
      [-1, 40],
    ]);
  });
});
