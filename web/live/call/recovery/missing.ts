/** How long sound that is due has not come, and how often the node has been asked about it. */
export type Missing = { readonly since: number | null; readonly asked: number };

export const NOTHING_MISSING: Missing = { since: null, asked: 0 };

/** What is seen of the sound that is due at one instant. */
export type SoundSeen = {
  readonly at: number;
  readonly isDue: boolean;
  /** Packets have come since the last look. */
  readonly came: boolean;
  /** Somebody is to be heard from whom this page has nothing to receive. */
  readonly isLacking: boolean;
  /** It has come before on this path: then its absence means something sooner. */
  readonly heard: boolean;
};

/** What had come and stops is asked for soon; what never began may still be on its way. */
const STOPPED_MS = 600;
const NEVER_BEGAN_MS = 1_500;

/** Asked for again after this long, and then each time after twice as long. */
const ASK_AGAIN_MS = 3_000;

/** Says when to ask the node for what is missing; `turn` counts the times for one and the same silence. */
export function missingNow(
  before: Missing,
  seen: SoundSeen,
): { readonly missing: Missing; readonly turn: number | null } {
  if (!seen.isDue || (seen.came && !seen.isLacking))
    return { missing: NOTHING_MISSING, turn: null };
  const since = before.since ?? seen.at;
  const isTime = seen.at - since >= askAtMs(before.asked, seen.heard);
  const asked = before.asked + (isTime ? 1 : 0);
  return { missing: { since, asked }, turn: isTime ? asked : null };
}

function askAtMs(asked: number, heard: boolean): number {
  if (asked > 0) return ASK_AGAIN_MS * 2 ** (asked - 1);
  return heard ? STOPPED_MS : NEVER_BEGAN_MS;
}
