import type { CallState } from '../../live/call/call-state.ts';
import { shownLarge } from '../calls/state-in-words.ts';

/** A picture of the call that can be frozen. */
export type Freezable = { readonly ofLegId: string; readonly isScreen: boolean };

/** The other side's picture, and the screen this agent shows; null for what is not seen now (A1). */
export function freezable(state: CallState): {
  readonly theirs: Freezable | null;
  readonly ownScreen: Freezable | null;
} {
  const { remotePicture, ownPicture, own, held } = state;
  const other = shownLarge(state);
  const isSeen =
    !held &&
    remotePicture.playing &&
    (remotePicture.source === 'camera' || remotePicture.source === 'screen');
  return {
    theirs:
      isSeen && other !== undefined
        ? { ofLegId: other.id, isScreen: remotePicture.source === 'screen' }
        : null,
    ownScreen:
      !held && own !== null && ownPicture.source === 'screen'
        ? { ofLegId: own.id, isScreen: true }
        : null,
  };
}
