import type { CallState } from '../../live/call/call-state.ts';

/** The picture that a screenshot is taken of. */
export type MainPicture = {
  readonly legId: string;
  readonly whose: 'own' | 'other';
  readonly isScreen: boolean;
};

/** Which picture is the main one now; null while there is none that both can see. */
export function mainPicture(
  state: CallState,
  { ownIsLarge }: { readonly ownIsLarge: boolean },
): MainPicture | null {
  if (state.held || state.talkingWith.length === 0) return null;
  const own = ownOf(state);
  const other = otherOf(state);
  // What a customer shows on purpose is what is talked about: their screen, or what the rear camera sees.
  const isShowing = state.ownPicture.source === 'screen' || isRear(state);
  return ownIsLarge || isShowing ? (own ?? other) : (other ?? own);
}

function ownOf({ own, ownPicture }: CallState): MainPicture | null {
  if (own === null || ownPicture.source === 'none') return null;
  return { legId: own.id, whose: 'own', isScreen: ownPicture.source === 'screen' };
}

function otherOf({ remotePicture, talkingWith, sidePictures }: CallState): MainPicture | null {
  const { from, source, playing } = remotePicture;
  if (from !== 'person' || source === 'none' || !playing) return null;
  const main = talkingWith.find((leg) => !sidePictures.some((side) => side.leg.id === leg.id));
  if (main === undefined) return null;
  return { legId: main.id, whose: 'other', isScreen: source === 'screen' };
}

function isRear({ ownPicture: { source, mirrored } }: CallState): boolean {
  return source === 'camera' && !mirrored;
}
