/** What is asked of one event of a pointer. */
export type PointerStep = {
  readonly clientX: number;
  readonly clientY: number;
  readonly timeStamp: number;
  readonly pressure: number;
  readonly pointerType: string;
};

type Told = PointerStep & { readonly getCoalescedEvents: () => readonly PointerStep[] };

/** The steps of one drawing pointer: each once, and as early as the browser tells where it truly was. */
export type PointerSteps = {
  /** What `pointermove` says, in step with the frames of the screen. */
  readonly moved: (event: Told) => readonly PointerStep[];
  /** What `pointerrawupdate` says, up to a frame of the screen before. */
  readonly early: (event: Told) => readonly PointerStep[];
};

/** How far two places may lie apart that are one, in pixels. */
const SAME = 0.5;

type Shift = { readonly x: number; readonly y: number };

/**
 * NOTE in a frame, Chromium's early events of a captured pointer stand where they are in the page around it. The move that
 * follows with the same time stamp tells by how much; two in a row that tell the same are believed.
 */
export function followSteps({ isFramed }: { readonly isFramed: boolean }): PointerSteps {
  let shift: Shift | null = isFramed ? null : { x: 0, y: 0 };
  let guess: Shift | null = null;
  let last: PointerStep | null = null;
  /** Steps up to then have been given. */
  let givenUntil = Number.NEGATIVE_INFINITY;

  const learn = ({ clientX, clientY, timeStamp }: PointerStep): void => {
    if (last?.timeStamp !== timeStamp) return;
    const found = { x: clientX - last.clientX, y: clientY - last.clientY };
    const believed = shift ?? guess;
    shift = believed !== null && isSame(believed, found) ? found : null;
    guess = found;
  };

  return {
    moved: (event) => {
      learn(event);
      return stepsOf(event).filter(({ timeStamp }) => timeStamp > givenUntil);
    },
    early: (event) => {
      last = event;
      if (shift === null) return [];
      const { x, y } = shift;
      const news = stepsOf(event).filter(({ timeStamp }) => timeStamp > givenUntil);
      givenUntil = event.timeStamp;
      return news.map(({ clientX, clientY, timeStamp, pressure, pointerType }) => ({
        clientX: clientX + x,
        clientY: clientY + y,
        timeStamp,
        pressure,
        pointerType,
      }));
    },
  };
}

function isSame(one: Shift, other: Shift): boolean {
  return Math.abs(one.x - other.x) < SAME && Math.abs(one.y - other.y) < SAME;
}

/** Browsers put the steps of a fast hand into one event. */
function stepsOf(event: Told): readonly PointerStep[] {
  const steps = event.getCoalescedEvents();
  return steps.length === 0 ? [event] : steps;
}
