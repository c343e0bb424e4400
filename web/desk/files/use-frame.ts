import type { PictureSize } from '@parley/core/picture-sharing/picture.ts';
import { type Frame, type Place, wholeFrame } from '@parley/core/picture-sharing/place.ts';
import { useCallback, useState } from 'react';
import { enlarged, turned } from '../../live/picture-sharing/zoom.ts';

/** How a picture lies in its place on this screen, and what moves it there; nobody else sees that. */
export type Framing = {
  /** For the element in which it lies. */
  readonly ref: (element: HTMLElement | null) => (() => void) | undefined;
  readonly frame: Frame;
  /** Around a place, or around the middle. */
  readonly zoomBy: (factor: number, at?: Place) => void;
  readonly moveBy: (by: Place) => void;
  readonly turn: () => void;
};

export function useFrame({ width, height }: PictureSize): Framing {
  const [frame, setFrame] = useState<Frame>(() =>
    wholeFrame({ width: 1, height: 1 }, { width, height }),
  );
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined;
    const measure = (): void => {
      const screen = {
        width: Math.max(1, element.clientWidth),
        height: Math.max(1, element.clientHeight),
      };
      setFrame((now) => ({ ...now, screen }));
    };
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    measure();
    return () => watcher.disconnect();
  }, []);
  return {
    ref,
    frame,
    zoomBy: (factor, at) =>
      setFrame((now) => {
        const held = at ?? { x: now.screen.width / 2, y: now.screen.height / 2 };
        return enlarged(now, factor, { from: held, to: held });
      }),
    moveBy: ({ x, y }) =>
      setFrame((now) => {
        const from = { x: now.screen.width / 2, y: now.screen.height / 2 };
        return enlarged(now, 1, { from, to: { x: from.x + x, y: from.y + y } });
      }),
    turn: () => setFrame(turned),
  };
}
