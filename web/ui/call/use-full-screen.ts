import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Whether an element fills the screen, and how to change that; `canFill` is false where browsers have no such thing. */
export function useFullScreen(element: RefObject<HTMLElement>): {
  readonly canFill: boolean;
  readonly fills: boolean;
  readonly toggle: () => void;
} {
  const [fills, setFills] = useState(false);
  useEffect(() => {
    const look = (): void => setFills(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, []);
  return {
    canFill: document.fullscreenEnabled === true,
    fills,
    toggle: () => {
      if (document.fullscreenElement !== null) void document.exitFullscreen();
      else void element.current?.requestFullscreen();
    },
  };
}
