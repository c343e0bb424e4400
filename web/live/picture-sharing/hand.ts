import type { Point, Shape } from '@parley/core/picture-sharing/picture.ts';
import {
  type Frame,
  onPicture,
  type Place,
  pointUnder,
} from '@parley/core/picture-sharing/place.ts';
import type { OwnedStore } from '../store.ts';
import type { Drawing } from './drawing.ts';
import { followSteps, type PointerStep, type PointerSteps } from './pointer-steps.ts';
import { enlarged } from './zoom.ts';

/** What one hand works with. */
export type HandParts = {
  readonly drawing: Drawing;
  readonly frame: OwnedStore<Frame>;
  readonly tool: () => Shape['tool'];
  /** Words are to be written there. */
  readonly askText: (at: Point) => void;
};

/** Where a finger, pen or mouse is, in pixels of the screen. */
type Touching = ReadonlyMap<number, Place>;

type Followed = Pick<
  HTMLElementEventMap,
  'pointerdown' | 'pointermove' | 'pointerup' | 'pointercancel' | 'wheel'
> & { readonly pointerrawupdate: PointerEvent };

/** What one turn of a mouse's wheel enlarges. */
const WHEEL_STEP = 1.0015;

/** Pens, fingers and mice on a sheet: one draws, two enlarge and move. Gives back how to stop it. */
export function guideHand(sheet: HTMLElement, parts: HandParts): () => void {
  const { drawing, frame } = parts;
  const touching = new Map<number, Place>();
  let drawingId: number | null = null;
  const stop = new AbortController();
  let steps: PointerSteps | null = null;
  const on = <Name extends keyof Followed>(
    name: Name,
    listener: (event: Followed[Name]) => void,
  ): void => {
    const { signal } = stop;
    sheet.addEventListener(name, listener as EventListener, { signal, passive: false });
  };
  const draw = (news: readonly PointerStep[]): void => {
    if (news.length > 0) drawing.moveTo(news.map((step) => pointOf(step, sheet, frame.get())));
  };

  on('pointerdown', (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    sheet.setPointerCapture(event.pointerId);
    touching.set(event.pointerId, placeOf(event, sheet));
    if (touching.size === 1) {
      if (begin(event, sheet, parts)) drawingId = event.pointerId;
      steps = followSteps({ isFramed: window.parent !== window });
      return;
    }
    // A second finger: the first one did not mean to draw.
    drawingId = null;
    drawing.giveUp();
  });
  on('pointermove', (event) => {
    if (!touching.has(event.pointerId)) return;
    if (touching.size > 1) frame.set(pinched(frame.get(), touching, { event, sheet }));
    touching.set(event.pointerId, placeOf(event, sheet));
    if (event.pointerId === drawingId) draw(steps?.moved(event) ?? []);
  });
  on('pointerrawupdate', (event) => {
    if (event.pointerId === drawingId) draw(steps?.early(event) ?? []);
  });
  on('pointerup', (event) => {
    touching.delete(event.pointerId);
    if (event.pointerId !== drawingId) return;
    drawingId = null;
    drawing.finish();
  });
  on('pointercancel', (event) => {
    touching.delete(event.pointerId);
    if (event.pointerId !== drawingId) return;
    drawingId = null;
    drawing.giveUp();
  });
  on('wheel', (event) => {
    event.preventDefault();
    const at = placeOf(event, sheet);
    frame.update((now) => enlarged(now, WHEEL_STEP ** -event.deltaY, { from: at, to: at }));
  });
  return () => {
    stop.abort();
    if (drawingId !== null) drawing.finish();
  };
}

/** True where a stroke begins that goes on while the hand moves. */
function begin(
  event: PointerEvent,
  sheet: HTMLElement,
  { drawing, frame, tool, askText }: HandParts,
): boolean {
  const place = placeOf(event, sheet);
  const { x, y } = onPicture(frame.get(), place);
  if (x < 0 || x > 1 || y < 0 || y > 1) return false;
  const at = pointOf(event, sheet, frame.get());
  const chosen = tool();
  switch (chosen) {
    case 'text':
      askText(at);
      return false;
    case 'marker':
      drawing.placeMarker(at);
      return false;
    default:
      drawing.begin(chosen, at);
      return true;
  }
}

function pointOf(step: PointerStep, sheet: HTMLElement, frame: Frame): Point {
  return pointUnder(frame, placeOf(step, sheet), pressureOf(step));
}

/** Only pens know how hard they are pressed. */
function pressureOf({ pointerType, pressure }: PointerStep): number {
  return pointerType === 'pen' && pressure > 0 ? pressure : 0.5;
}

function placeOf(
  { clientX, clientY }: Pick<MouseEvent, 'clientX' | 'clientY'>,
  sheet: HTMLElement,
): Place {
  const { left, top } = sheet.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}

/** The frame after one of two fingers has moved. */
function pinched(
  frame: Frame,
  touching: Touching,
  { event, sheet }: { readonly event: PointerEvent; readonly sheet: HTMLElement },
): Frame {
  const before = touching.get(event.pointerId);
  const still = [...touching].find(([id]) => id !== event.pointerId)?.[1];
  if (before === undefined || still === undefined) return frame;
  const now = placeOf(event, sheet);
  const factor = distance(still, now) / Math.max(1, distance(still, before));
  return enlarged(frame, factor, { from: middle(still, before), to: middle(still, now) });
}

function distance(one: Place, other: Place): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

function middle(one: Place, other: Place): Place {
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
}
