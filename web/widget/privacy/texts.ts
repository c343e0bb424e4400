import { privateSpans } from '@parley/core/privacy/private-words.ts';

/** Text goes on through these: a number may be half bold. */
const INLINE = new Set(
  'a abbr b bdi bdo cite code data del em font i ins kbd label mark output q s samp small span strong sub sup time tspan u var wbr'.split(
    ' ',
  ),
);

/** What is in these is not text of the page. */
const SILENT = new Set(
  'script style noscript template title head textarea select option'.split(' '),
);

type Block = Element | ShadowRoot;

/** Between texts that do not belong together; no number and no address reaches over it. */
const BREAK = '|';

/** Part of a text. The same part has the same number for as long as what is around it stays. */
export type PrivateText = { readonly id: number; readonly range: Range };

/** Knows where card numbers and e-mail addresses stand in the texts of the page's trees, whatever becomes of them. */
export class PrivateTexts {
  readonly #found = new Map<Block, readonly PrivateText[]>();
  readonly #ids = new WeakMap<Block, number[]>();
  readonly #watched = new WeakSet<Node>();
  readonly #observer = new MutationObserver((changes) => this.#changed(changes));
  readonly #nextId: () => number;

  constructor(nextId: () => number) {
    this.#nextId = nextId;
  }

  /** Reads a tree and watches it from then on. */
  watch(root: Document | ShadowRoot): void {
    if (this.#watched.has(root)) return;
    this.#watched.add(root);
    this.#observer.observe(root, { subtree: true, childList: true, characterData: true });
    this.#readAll(root);
  }

  /** All that there is at this moment. */
  find(): readonly PrivateText[] {
    this.#changed(this.#observer.takeRecords());
    for (const block of this.#found.keys()) if (!block.isConnected) this.#found.delete(block);
    return [...this.#found.values()].flat();
  }

  close(): void {
    this.#observer.disconnect();
  }

  #changed(changes: readonly MutationRecord[]): void {
    const blocks = new Set<Block>();
    for (const { target, addedNodes } of changes) {
      const block = blockAround(target);
      if (block !== null) blocks.add(block);
      for (const added of addedNodes) if (isElement(added)) this.#readAll(added);
    }
    for (const block of blocks) this.#read(block);
  }

  #readAll(from: Document | ShadowRoot | Element): void {
    if (from.nodeType !== Node.DOCUMENT_NODE) this.#read(from as Block);
    for (const element of from.querySelectorAll('*')) {
      if (!INLINE.has(element.localName)) this.#read(element);
    }
  }

  #read(block: Block): void {
    const ranges = rangesIn(block);
    if (ranges.length === 0) {
      this.#found.delete(block);
      return;
    }
    const ids = this.#ids.get(block) ?? [];
    this.#ids.set(block, ids);
    while (ids.length < ranges.length) ids.push(this.#nextId());
    this.#found.set(
      block,
      ranges.map((range, at) => ({ id: ids[at] ?? 0, range })),
    );
  }
}

/** What a text belongs to: the nearest around it that is no mere part of a line. */
function blockAround(node: Node): Block | null {
  for (let at: Node | null = node; at !== null; at = at.parentNode) {
    if (at.nodeType === Node.DOCUMENT_FRAGMENT_NODE) return at as ShadowRoot;
    if (isElement(at) && !INLINE.has(at.localName)) return at;
  }
  return null;
}

type Piece = { readonly node: Text; readonly start: number };

function rangesIn(block: Block): readonly Range[] {
  if (isElement(block) && SILENT.has(block.localName)) return [];
  const pieces: Piece[] = [];
  const text = readText(block, '', pieces);
  return privateSpans(text).map(({ start, end }) => {
    const range = new Range();
    const first = pieceAt(pieces, start);
    const last = pieceAt(pieces, end - 1);
    range.setStart(first.node, start - first.start);
    range.setEnd(last.node, end - last.start);
    return range;
  });
}

/** Adds the text of a node to what was read before, and notes what stands where. */
function readText(node: Node, before: string, pieces: Piece[]): string {
  let text = before;
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      pieces.push({ node: child as Text, start: text.length });
      text += (child as Text).data;
    } else if (isElement(child)) {
      text = INLINE.has(child.localName) ? readText(child, text, pieces) : text + BREAK;
    }
  }
  return text;
}

function pieceAt(pieces: readonly Piece[], place: number): Piece {
  const piece = pieces.findLast(({ start }) => start <= place);
  if (piece === undefined) throw new RangeError('no text stands there');
  return piece;
}

// NOTE: nodes of another frame are of that frame's classes: `instanceof` does not know them.
function isElement(node: Node): node is Element {
  return node.nodeType === Node.ELEMENT_NODE;
}
