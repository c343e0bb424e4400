import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Gives a media element to the call for as long as both are there. */
export function useAttached<T extends HTMLMediaElement>(
  attach: (element: T) => () => void,
): RefObject<T> {
  const element = useRef<T>(null);
  useEffect(() => (element.current === null ? undefined : attach(element.current)), [attach]);
  return element;
}
