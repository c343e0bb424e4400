import type { Point } from '@parley/core/picture-sharing/picture.ts';
import { type Frame, wholeFrame } from '@parley/core/picture-sharing/place.ts';
import { useEffect, useRef, useState } from 'react';
import type { Drawing } from '../../live/picture-sharing/drawing.ts';
import type { Painted } from '../../live/picture-sharing/ground.ts';
import { openSheet, type Sheet } from '../../live/picture-sharing/sheet.ts';
import { createStore } from '../../live/store.ts';
import { useStore } from '../work/use-store.ts';
import type { Tool } from './key-pen.ts';

type Parts = {
  readonly painted: Painted;
  readonly drawing: Drawing;
  readonly tool: Tool;
  readonly askText: (at: Point) => void;
};

/** Lays a picture on a canvas of this page. */
export function useSheet({ painted, drawing, tool, askText }: Parts): {
  readonly ref: (canvas: HTMLCanvasElement | null) => void;
  readonly sheet: Sheet | null;
  readonly frame: Frame;
} {
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null);
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const latest = useRef({ tool, askText });
  useEffect(() => {
    latest.current = { tool, askText };
  });
  const { image, stamp } = painted;
  const { width, height } = painted.size;
  useEffect(() => {
    if (canvas === null) return;
    const next = openSheet(
      canvas,
      { image, stamp, size: { width, height } },
      {
        drawing,
        tool: () => latest.current.tool,
        askText: (at) => latest.current.askText(at),
      },
    );
    setSheet(next);
    return () => {
      setSheet(null);
      next.close();
    };
  }, [canvas, drawing, image, stamp, width, height]);
  const frame = useStore(sheet?.frame ?? NOWHERE);
  return { ref: setCanvas, sheet, frame };
}

const NOWHERE = createStore<Frame>(wholeFrame({ width: 1, height: 1 }, { width: 1, height: 1 }));
