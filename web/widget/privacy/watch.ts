import type { PrivateBox, PrivateReport } from '@parley/contracts/page-mask.ts';
import { boxOf, type PrivateThing } from './boxes.ts';
import { MarkedFinder } from './marked.ts';
import { treesOf } from './roots.ts';
import { PrivateTexts } from './texts.ts';

/** Nobody has asked for so long: the picture is not shared any more. */
const IDLE_MS = 5_000;

/** More than that is not followed one by one: then the whole page is private. */
const MOST_THINGS = 2_000;

/** Answers each question on the port before the next frame of the page, and tells every change in between. */
export function answerOn(port: MessagePort): void {
  let watch: Watch | null = null;
  let asked = 0;
  let askedAt = 0;
  let told = 0;
  let last: readonly PrivateBox[] | null = [];
  const look = (): void => {
    if (watch === null || performance.now() - askedAt > IDLE_MS) {
      watch?.close();
      watch = null;
      return;
    }
    requestAnimationFrame(look);
    const isAsked = asked !== told;
    if (isAsked) watch.lookAround();
    const boxes = watch.boxes();
    if (!isAsked && areSame(boxes, last)) return;
    told = asked;
    last = boxes;
    const viewport = { width: window.innerWidth, height: window.innerHeight };
    port.postMessage({ asked, viewport, boxes } satisfies PrivateReport);
  };
  port.onmessage = ({ data }: MessageEvent<number>) => {
    asked = data;
    askedAt = performance.now();
    if (watch !== null) return;
    watch = new Watch();
    requestAnimationFrame(look);
  };
}

/** Follows everything private on the page. */
class Watch {
  readonly #marked = new MarkedFinder();
  readonly #texts = new PrivateTexts(nextId);
  #things: readonly PrivateThing[] = [];

  /** Looks for what is new; what is known is followed by `boxes` alone. */
  lookAround(): void {
    const { roots, closed } = treesOf(document);
    for (const { node } of roots) this.#texts.watch(node);
    const marked = roots.flatMap(({ node, place }) =>
      this.#marked.find(node).map((what) => ({ id: idOf(what), what, place })),
    );
    const hidden = closed.map(({ element, place }) => ({
      id: idOf(element),
      what: element,
      place,
    }));
    const places = new Map(roots.map(({ node, place }) => [node.ownerDocument ?? node, place]));
    const texts = this.#texts.find().flatMap(({ id, range }) => {
      const place = places.get(range.startContainer.ownerDocument ?? document);
      return place === undefined ? [] : [{ id, what: range, place }];
    });
    this.#things = [...marked, ...hidden, ...texts];
  }

  boxes(): readonly PrivateBox[] | null {
    if (this.#things.length > MOST_THINGS) return null;
    return this.#things.map(boxOf).filter((box) => box !== null);
  }

  close(): void {
    this.#texts.close();
  }
}

const ids = new WeakMap<object, number>();
let lastId = 0;

function nextId(): number {
  lastId += 1;
  return lastId;
}

function idOf(what: object): number {
  const id = ids.get(what) ?? nextId();
  ids.set(what, id);
  return id;
}

function areSame(
  some: readonly PrivateBox[] | null,
  others: readonly PrivateBox[] | null,
): boolean {
  if (some === null || others === null) return some === others;
  return some.length === others.length && some.every((box, at) => isSame(box, others[at]));
}

function isSame(one: PrivateBox, other: PrivateBox | undefined): boolean {
  return (
    other !== undefined &&
    one.id === other.id &&
    one.left === other.left &&
    one.top === other.top &&
    one.right === other.right &&
    one.bottom === other.bottom
  );
}
