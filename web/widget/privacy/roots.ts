import { MARKED } from './marked.ts';

/** A tree of the page: the page itself, an open shadow root, or a page in a frame of the same origin. */
export type Root = {
  readonly node: Document | ShadowRoot;
  /** Where what it says of places lies in the outermost page. */
  readonly place: Place;
};

/** From places in a frame to places in the page around it. */
export type Place = (box: Box) => Box;

/** A box in pixels of a page's own view. */
export type Box = Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom'>;

/** All trees that can be read, and what cannot be looked into: that is private as a whole. */
export type Trees = {
  readonly roots: readonly Root[];
  readonly closed: readonly { readonly element: Element; readonly place: Place }[];
};

/** Our own: the widget and the frame of a room show nothing of this page. */
const OURS = '[data-parley-widget], parley-widget, parley-room';

const FRAMES = new Set(['iframe', 'frame', 'object', 'embed', 'fencedframe']);

/** Looks for every tree of the page anew: shadow roots come without a word. */
export function treesOf(page: Document): Trees {
  const roots: Root[] = [{ node: page, place: (box) => box }];
  const closed: { element: Element; place: Place }[] = [];
  // It grows while it is read.
  for (const root of roots) {
    for (const element of root.node.querySelectorAll('*')) {
      const inner = insideOf(element);
      if (inner === 'closed') closed.push({ element, place: root.place });
      else if (inner !== null) roots.push(rootIn(inner, element, root.place));
    }
  }
  return { roots, closed };
}

function rootIn(node: Root['node'], around: Element, place: Place): Root {
  const isPage = node.nodeType === Node.DOCUMENT_NODE;
  return { node, place: isPage ? placeOf(around, place) : place };
}

function insideOf(element: Element): Document | ShadowRoot | 'closed' | null {
  const { localName } = element;
  const isFrame = FRAMES.has(localName);
  if (!isFrame && element.shadowRoot === null && !localName.includes('-')) return null;
  if (element.matches(OURS)) return null;
  if (isFrame) return documentIn(element) ?? 'closed';
  return element.shadowRoot ?? (hidesItself(element) ? 'closed' : null);
}

/** Null for the page of another origin. */
function documentIn(frame: Element): Document | null {
  return (frame as HTMLIFrameElement).contentDocument ?? null;
}

/** An element of the page's own making that shows something, but none of what is in it, has a closed root. */
function hidesItself(element: Element): boolean {
  if (customElements.get(element.localName) === undefined || element.matches(MARKED)) return false;
  const inside = document.createRange();
  inside.selectNodeContents(element);
  return element.getClientRects().length > 0 && inside.getClientRects().length === 0;
}

/** A frame may be enlarged or made smaller by the page around it, but not turned. */
function placeOf(element: Element, outer: Place): Place {
  return (box) => {
    const frame = element.getBoundingClientRect();
    const { offsetWidth, offsetHeight, clientLeft, clientTop } = element as HTMLElement;
    const across = offsetWidth === 0 ? 1 : frame.width / offsetWidth;
    const down = offsetHeight === 0 ? 1 : frame.height / offsetHeight;
    return outer({
      left: frame.left + (clientLeft + box.left) * across,
      right: frame.left + (clientLeft + box.right) * across,
      top: frame.top + (clientTop + box.top) * down,
      bottom: frame.top + (clientTop + box.bottom) * down,
    });
  };
}
