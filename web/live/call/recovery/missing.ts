/** How long something that is due has not come, and how often the node has been asked about it. */
export type Missing = {
  readonly since: number | null;
  readonly asked: number;
  /** No sound at all has come meanwhile. */
  readonly isSilent: boolean;
};

export const NOTHING_MISSING: Missing = { since: null, asked: 0, isSilent: true };

/** What is seen at one instant of what is due. */
export type DueSeen = {
  readonly at: number;
  /** Somebody is to be heard. */
  readonly isDue: boolean;
  /** Packets of sound have come since the last look. */
  readonly came: boolean;
  /** Somebody is to be heard or seen from whom this page has nothing to receive. */
  readonly isLacking: boolean;
  /** Sound has come before on this path: then its absence means something sooner. */
  readonly heard: boolean;
};

/** It is time to ask; `turn` counts the times for one and the same absence. */
export type Ask = { readonly turn: number; readonly isSilent: boolean };

/** What had come and stops is asked for soon; what never began may still be on its way. */
const STOPPED_MS = 600;
const NEVER_BEGAN_MS = 1_500;

/** Asked for again after this long, and then each time after twice as long. */
const ASK_AGAIN_MS = 3_000;

/** Says when to ask the node for what is missing. */
export function missingNow(
  before: Missing,
  { at, isDue, came, isLacking, heard }: DueSeen,
): { readonly missing: Missing; readonly ask: Ask | null } {
  const silence = isDue && !came;
  if (!silence && !isLacking) return { missing: NOTHING_MISSING, ask: null };
  const since = before.since ?? at;
  const isSilent = before.isSilent && silence;
  const isTime = at - since >= askAtMs(before.asked, heard && isSilent);
  const asked = before.asked + (isTime ? 1 : 0);
  return { missing: { since, asked, isSilent }, ask: isTime ? { turn: asked, isSilent } : null };
}

function askAtMs(asked: number, hasStopped: boolean): number {
  if (asked > 0) return ASK_AGAIN_MS * 2 ** (asked - 1);
  return hasStopped ? STOPPED_MS : NEVER_BEGAN_MS;
}
