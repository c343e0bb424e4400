import type { PictureSize } from '@parley/core/picture-sharing/picture.ts';
import { type Outline, outlinesOf } from './outlines.ts';
import type { Stroke } from './strokes.ts';

type Brush = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Around everything, so that yellow is seen on white and teal on a lawn. */
const EDGE = { colour: 'rgb(0 0 0 / 55%)', part: 0.35 };
const ON_DISC = '#101418';
const FONT = '600 1px system-ui, sans-serif';

/**
 * Paints strokes in the picture's own pixels. On a screen the brush is given the frame's matrix before; over the picture
 * in its own size it is the flattened picture.
 */
export function paintStrokes(brush: Brush, strokes: readonly Stroke[], size: PictureSize): void {
  brush.save();
  brush.lineCap = 'round';
  brush.lineJoin = 'round';
  brush.textBaseline = 'middle';
  for (const stroke of strokes) {
    const outlines = outlinesOf(stroke, size);
    // First all edges: else they would cut the line they belong to.
    for (const outline of outlines) paintEdge(brush, outline);
    for (const outline of outlines) paintBody(brush, outline, stroke.colour);
  }
  brush.restore();
}

function paintEdge(brush: Brush, outline: Outline): void {
  brush.strokeStyle = EDGE.colour;
  switch (outline.kind) {
    case 'curve':
      brush.lineWidth = outline.width * (1 + EDGE.part);
      bend(brush, outline);
      break;
    case 'disc':
      brush.lineWidth = outline.radius * EDGE.part;
      brush.beginPath();
      brush.arc(...outline.centre, outline.radius, 0, 2 * Math.PI);
      brush.stroke();
      break;
    case 'words':
      if (outline.on === 'disc') return;
      brush.lineWidth = outline.height * 0.15;
      writing(brush, outline);
      brush.strokeText(outline.text, ...outline.at);
      break;
  }
}

function paintBody(brush: Brush, outline: Outline, colour: string): void {
  brush.strokeStyle = colour;
  brush.fillStyle = colour;
  switch (outline.kind) {
    case 'curve':
      brush.lineWidth = outline.width;
      bend(brush, outline);
      break;
    case 'disc':
      brush.beginPath();
      brush.arc(...outline.centre, outline.radius, 0, 2 * Math.PI);
      brush.fill();
      break;
    case 'words':
      if (outline.on === 'disc') brush.fillStyle = ON_DISC;
      writing(brush, outline);
      brush.fillText(outline.text, ...outline.at);
      break;
  }
}

function bend(brush: Brush, { from, through, to }: Extract<Outline, { kind: 'curve' }>): void {
  brush.beginPath();
  brush.moveTo(...from);
  brush.quadraticCurveTo(...through, ...to);
  brush.stroke();
}

function writing(brush: Brush, { align, height }: Extract<Outline, { kind: 'words' }>): void {
  brush.textAlign = align;
  brush.font = FONT.replace('1px', `${height}px`);
}

/** When it was taken, in the picture's lower right corner (A8). */
export function paintStamp(brush: Brush, words: string, { width, height }: PictureSize): void {
  const letters = Math.hypot(width, height) * 0.016;
  const stamp: Outline = {
    kind: 'words',
    text: words,
    at: [0, 0],
    align: 'left',
    height: letters,
    on: 'picture',
  };
  brush.save();
  brush.textBaseline = 'middle';
  writing(brush, stamp);
  brush.translate(width - brush.measureText(words).width - letters, height - letters);
  paintEdge(brush, stamp);
  paintBody(brush, stamp, '#ffffff');
  brush.restore();
}
