import { useCallback } from 'react';

/** A ref that hands an element to the call once, however often its screen is drawn again. */
export function useAttached<Media extends HTMLMediaElement>(
  attach: (element: Media) => () => void,
): (element: Media | null) => (() => void) | undefined {
  return useCallback((element) => (element === null ? undefined : attach(element)), [attach]);
}
