/** Our own picture for people who wait: two speech bubbles that breathe, ripples, three dots. No words. */

export const PICTURE = { width: 640, height: 360, framesPerSecond: 10, seconds: 8 } as const;

type Colour = readonly [number, number, number];
type Point = { readonly x: number; readonly y: number };

/** A shape: how far a point is outside of it, in pixels; negative inside. */
type Shape = (point: Point) => number;

const NIGHT: Colour = [16, 27, 46];
const DUSK: Colour = [27, 48, 79];
const TEAL: Colour = [45, 156, 158];
const CREAM: Colour = [240, 236, 224];
const RIPPLE: Colour = [72, 116, 150];

const TURN = 2 * Math.PI;
const CENTRE = { x: PICTURE.width / 2, y: PICTURE.height / 2 - 22 };

/** All frames of one loop, each as RGB rows. */
export function* frames(): Generator<Buffer> {
  const count = PICTURE.framesPerSecond * PICTURE.seconds;
  for (let index = 0; index < count; index += 1) yield frame(index / count);
}

type Layer = { readonly shape: Shape; readonly colour: Colour; readonly opacity: number };

/** `phase` runs from 0 to 1 over the loop and every motion returns to where it began. */
function frame(phase: number): Buffer {
  const layers = [...ripples(phase), ...bubbles(phase), ...dots(phase)];
  const picture = Buffer.allocUnsafe(PICTURE.width * PICTURE.height * 3);
  for (let y = 0; y < PICTURE.height; y += 1) {
    for (let x = 0; x < PICTURE.width; x += 1) {
      const colour = paintedAt({ x: x + 0.5, y: y + 0.5 }, layers);
      picture.set(colour.map(Math.round), 3 * (y * PICTURE.width + x));
    }
  }
  return picture;
}

function paintedAt(point: Point, layers: readonly Layer[]): Colour {
  let colour = background(point);
  for (const { shape, colour: paint, opacity } of layers) {
    // Half a pixel of softness on either side of the edge.
    const cover = Math.min(1, Math.max(0, 0.5 - shape(point))) * opacity;
    if (cover > 0) colour = mix(colour, paint, cover);
  }
  return colour;
}

function background({ x, y }: Point): Colour {
  const away = Math.hypot(x - CENTRE.x, (y - CENTRE.y) * 1.4) / 420;
  return mix(DUSK, NIGHT, Math.min(1, away));
}

function mix(under: Colour, over: Colour, share: number): Colour {
  const part = (index: 0 | 1 | 2) => under[index] + (over[index] - under[index]) * share;
  return [part(0), part(1), part(2)];
}

/** Two rings at a time that widen and fade. */
function ripples(phase: number): Layer[] {
  return [0, 0.5].map((offset) => {
    const grown = (phase * 2 + offset) % 1;
    const radius = 92 + 58 * grown;
    return {
      shape: ({ x, y }) => Math.abs(Math.hypot(x - CENTRE.x, y - CENTRE.y) - radius) - 1.2,
      colour: RIPPLE,
      opacity: 0.55 * Math.sin(Math.PI * grown) ** 1.5,
    };
  });
}

function bubbles(phase: number): Layer[] {
  const breath = 1.5 * Math.sin(TURN * 2 * phase);
  const left = { x: CENTRE.x - 24, y: CENTRE.y - 12 - breath };
  const right = { x: CENTRE.x + 26, y: CENTRE.y + 16 + breath };
  return [
    { shape: bubble(left, -1), colour: TEAL, opacity: 1 },
    { shape: grownBy(bubble(right, 1), 5), colour: DUSK, opacity: 1 },
    { shape: bubble(right, 1), colour: CREAM, opacity: 1 },
  ];
}

/** A rounded box with a tail at its lower corner on one `side`. */
function bubble(centre: Point, side: -1 | 1): Shape {
  const half = { x: 46, y: 31 };
  const corner = 20;
  const tail = { x: centre.x + side * 30, y: centre.y + 30 };
  return (point) => {
    const dx = Math.abs(point.x - centre.x) - half.x + corner;
    const dy = Math.abs(point.y - centre.y) - half.y + corner;
    const box =
      Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(0, Math.max(dx, dy)) - corner;
    return Math.min(box, wedge(point, tail, side));
  };
}

/** A small triangle that points down and outwards. */
function wedge(point: Point, tip: Point, side: -1 | 1): number {
  const x = side * (point.x - tip.x);
  const y = point.y - tip.y;
  return Math.max(-y - 14, x - 4, y - x * 0.4 - 12, -x - 14 + y * 0.9);
}

function grownBy(shape: Shape, by: number): Shape {
  return (point) => shape(point) - by;
}

/** Three dots below that light up one after the other. */
function dots(phase: number): Layer[] {
  return [-1, 0, 1].map((place) => {
    const light = (1 + Math.cos(TURN * (4 * phase - (place + 1) / 5))) / 2;
    const centre = { x: CENTRE.x + place * 26, y: PICTURE.height - 66 };
    return {
      shape: ({ x, y }) => Math.hypot(x - centre.x, y - centre.y) - 5.5,
      colour: CREAM,
      opacity: 0.25 + 0.65 * light ** 2,
    };
  });
}
