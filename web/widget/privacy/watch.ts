import type { PrivateBox, PrivateReport } from '@parley/contracts/page-mask.ts';
import { boxOf, type PrivateThing } from './boxes.ts';
import { MarkedFinder } from './marked.ts';
import { hasOtherPage, type Place, type Trees, treesOf } from './roots.ts';
import { holdScrollEnds } from './scroll-ends.ts';
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
    // What comes and goes between two questions may be in a picture all the same.
    if (isAsked || watch.isOld()) watch.lookAround();
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
  readonly #letScroll = holdScrollEnds();
  #trees: Trees | null = null;
  #things: readonly PrivateThing[] = [];
  #fields: readonly FieldThing[] = [];

  /** Whether something may be on the page that was not there when it was last looked at. */
  isOld(): boolean {
    return this.#texts.isOld() || this.#trees === null || hasOtherPage(this.#trees);
  }

  /** Looks for what is new; what is known is followed by `boxes` alone. */
  lookAround(): void {
    this.#trees = treesOf(document);
    const { roots, closed } = this.#trees;
    for (const { node } of roots) this.#texts.watch(node);
    const marked = roots.flatMap(({ node, place }) =>
      this.#marked.find(node).map((one) => ({ ...one, id: idOf(one.what), place })),
    );
    const hidden = closed.map(({ element, place }) => thingOf(element, place));
    // Choices change with a word: they need not be read in each frame.
    const choices = fieldsIn(roots, 'select').filter(({ what }) => this.#marked.isPrivate(what));
    this.#fields = fieldsIn(roots, 'input, textarea');
    const places = new Map(roots.map(({ node, place }) => [node.ownerDocument ?? node, place]));
    const texts = this.#texts.find().flatMap(({ id, range }) => {
      const place = places.get(range.startContainer.ownerDocument ?? document);
      return place === undefined ? [] : [{ id, what: range, place }];
    });
    this.#things = [...marked, ...hidden, ...choices, ...texts];
  }

  boxes(): readonly PrivateBox[] | null {
    const fields = this.#fields.filter(({ what }) => this.#marked.isPrivate(what));
    const things = [...this.#things, ...fields];
    if (things.length > MOST_THINGS) return null;
    return things.map(boxOf).filter((box) => box !== null);
  }

  close(): void {
    this.#texts.close();
    this.#letScroll();
  }
}

type FieldThing = PrivateThing & { readonly what: Element };

function fieldsIn(roots: Trees['roots'], fields: string): readonly FieldThing[] {
  return roots.flatMap(({ node, place }) =>
    [...node.querySelectorAll(fields)].map((field) => thingOf(field, place)),
  );
}

function thingOf(what: Element, place: Place): FieldThing {
  return { id: idOf(what), what, place };
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
