/**
 * What keeps private parts of a host page out of a picture of that page. The frame says `{ type: 'mask' }` to the
 * loader, which imports `/widget/v1/privacy.js`; that script answers `{ type: 'mask', handle }` with a port beside it.
 * On the port the frame asks by a number that rises, and the page answers with what is private then.
 */

/** What the page answers first; by the handle a picture of it is known, null where the browser gives pages none. */
export type MaskReady = { readonly type: 'mask'; readonly handle: string | null };

/** A box of the page in parts of what is seen of it, 0 to 1 from the upper left corner, also outside of that. */
export type PrivateBox = {
  /** The same thing has the same number from one report to the next. */
  readonly id: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/** Where everything private was after the question of this number had come. */
export type PrivateReport = {
  readonly asked: number;
  /** How large what is seen of the page is, in its own pixels. */
  readonly viewport: { readonly width: number; readonly height: number };
  /** Null: so much that the whole page is private. */
  readonly boxes: readonly PrivateBox[] | null;
};
