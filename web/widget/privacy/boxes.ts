import type { PrivateBox } from '@parley/contracts/page-mask.ts';
import { MARKED } from './marked.ts';
import type { Box, Place } from './roots.ts';

/** Something private, and how places around it lie in the outermost page. */
export type PrivateThing = {
  readonly id: number;
  readonly what: Element | ShadowRoot | Range;
  readonly place: Place;
};

/** Letters reach beyond their boxes, and so do frames and shadows of elements. */
const MARGIN_PX = 8;

/** Where it is on the page now, in parts of what is seen; null while it is not laid out. */
export function boxOf({ id, what, place }: PrivateThing): PrivateBox | null {
  const box = aroundAll(boxesOf(what));
  if (box === null) return null;
  const { left, top, right, bottom } = place(box);
  return {
    id,
    left: across(left - MARGIN_PX),
    right: across(right + MARGIN_PX),
    top: down(top - MARGIN_PX),
    bottom: down(bottom + MARGIN_PX),
  };
}

function boxesOf(what: Element | ShadowRoot | Range): readonly DOMRect[] {
  if (!('nodeType' in what)) {
    const around = what.startContainer.parentElement;
    return around === null || isVisible(around) ? [what.getBoundingClientRect()] : [];
  }
  if (what.nodeType !== Node.ELEMENT_NODE) return [insideOf(what)];
  const element = what as Element;
  // What is in a marked element may reach out of it.
  if (element.matches(MARKED)) return [element.getBoundingClientRect(), insideOf(element)];
  return isVisible(element) ? [element.getBoundingClientRect()] : [];
}

function insideOf(node: Node): DOMRect {
  const range = new Range();
  range.selectNodeContents(node);
  return range.getBoundingClientRect();
}

function isVisible(element: Element): boolean {
  return element.checkVisibility({ visibilityProperty: true });
}

function aroundAll(boxes: readonly DOMRect[]): Box | null {
  const [first, ...more] = boxes.filter(({ width, height }) => width > 0 && height > 0);
  if (first === undefined) return null;
  return more.reduce<Box>(
    (all, box) => ({
      left: Math.min(all.left, box.left),
      top: Math.min(all.top, box.top),
      right: Math.max(all.right, box.right),
      bottom: Math.max(all.bottom, box.bottom),
    }),
    first,
  );
}

/** Two fingers may have enlarged a part of the page. */
function across(x: number): number {
  const { offsetLeft, scale } = window.visualViewport ?? { offsetLeft: 0, scale: 1 };
  return ((x - offsetLeft) * scale) / window.innerWidth;
}

function down(y: number): number {
  const { offsetTop, scale } = window.visualViewport ?? { offsetTop: 0, scale: 1 };
  return ((y - offsetTop) * scale) / window.innerHeight;
}
