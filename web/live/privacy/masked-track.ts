import type { AskedPage } from './asked-page.ts';
import { type Mask, maskOf } from './mask-boxes.ts';

/** What this browser may have to work on the frames of a track; not every one has it. */
type FrameTools = {
  readonly MediaStreamTrackProcessor?: new (of: {
    readonly track: MediaStreamTrack;
    readonly maxBufferSize?: number;
  }) => { readonly readable: ReadableStream<VideoFrame> };
  readonly MediaStreamTrackGenerator?: new (of: {
    readonly kind: 'video';
  }) => MediaStreamTrack & { readonly writable: WritableStream<VideoFrame> };
};

/** A still page gives no new pictures: whoever comes to see it later needs one all the same. */
const REPEAT_MS = 500;

const MASK_COLOUR = '#4b5563';

const masked = new WeakSet<MediaStreamTrack>();

/** Whether the private parts of a page are hidden in this picture. */
export function isMasked(track: MediaStreamTrack | null): boolean {
  return track !== null && masked.has(track);
}

/** Whether this browser can hide parts of a picture before it is sent. */
export function canMask(): boolean {
  const { MediaStreamTrackProcessor, MediaStreamTrackGenerator } = globalThis as FrameTools;
  return MediaStreamTrackProcessor !== undefined && MediaStreamTrackGenerator !== undefined;
}

/**
 * The same picture of the page with everything private painted over. A frame leaves only once the page has said what was
 * private after it came; of a page that does not say so in time nothing is shown. The tracks end with each other.
 */
export function maskedTrack(source: MediaStreamTrack, page: AskedPage): MediaStreamTrack {
  const { MediaStreamTrackProcessor, MediaStreamTrackGenerator } = globalThis as FrameTools;
  if (MediaStreamTrackProcessor === undefined || MediaStreamTrackGenerator === undefined) {
    throw new Error('this browser cannot hide parts of a picture');
  }
  const shown = new MediaStreamTrackGenerator({ kind: 'video' });
  masked.add(shown);
  const writer = shown.writable.getWriter();
  const brush = openBrush();
  const timeOf = frameTimes();
  let last: VideoFrame | null = null;
  let isOver = false;

  const show = async (frame: VideoFrame): Promise<void> => {
    last?.close();
    last = frame.clone();
    await writer.write(frame);
  };
  const paintNext = async (frame: VideoFrame): Promise<void> => {
    const cameAt = timeOf(frame);
    const size = { width: frame.displayWidth, height: frame.displayHeight };
    let reports = await page.reportsSince(cameAt);
    while (reports === null && !isOver) {
      await show(painted(brush, frame, 'everything'));
      reports = await page.reportsSince(cameAt);
    }
    if (reports !== null) await show(painted(brush, frame, maskOf(reports, { size, cameAt })));
  };
  const run = async (): Promise<void> => {
    // Before the page has said a first word nobody knows where things were when a picture of it was taken.
    while ((await page.reportsSince(performance.now())) === null) if (isOver) return;
    const processor = new MediaStreamTrackProcessor({ track: source, maxBufferSize: 1 });
    const reader = processor.readable.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      try {
        await paintNext(value);
      } finally {
        value.close();
      }
    }
  };
  const repeat = setInterval(() => {
    if (shown.readyState === 'ended') end();
    else if (last !== null) void writer.write(again(last)).catch(end);
  }, REPEAT_MS);
  function end(): void {
    if (isOver) return;
    isOver = true;
    clearInterval(repeat);
    last?.close();
    page.close();
    source.stop();
    shown.stop();
    // Stopping is silent for whoever stops: the others hear of it.
    shown.dispatchEvent(new Event('ended'));
  }
  // However it ends, nothing is shown any more.
  run().then(end, end);
  writer.closed.then(end, end);
  return shown;
}

/** When a frame was taken, on this page's clock; what waits to be read, or was long on its way, is older than it seems. */
function frameTimes(): (frame: VideoFrame) => number {
  let shortestWay = Number.POSITIVE_INFINITY;
  return ({ timestamp }) => {
    const takenAt = timestamp / 1_000;
    shortestWay = Math.min(shortestWay, performance.now() - takenAt);
    return takenAt + shortestWay;
  };
}

function again(last: VideoFrame): VideoFrame {
  return new VideoFrame(last, { timestamp: Math.round(performance.now() * 1_000) });
}

function openBrush(): OffscreenCanvasRenderingContext2D {
  const brush = new OffscreenCanvas(1, 1).getContext('2d', {
    alpha: false,
    willReadFrequently: true,
  });
  if (brush === null) throw new Error('this browser cannot paint');
  return brush;
}

/** A frame of its own, in any case: the one that came is closed. */
function painted(
  brush: OffscreenCanvasRenderingContext2D,
  frame: VideoFrame,
  mask: Mask,
): VideoFrame {
  const { displayWidth: width, displayHeight: height } = frame;
  const timestamp = Math.round(performance.now() * 1_000);
  if (mask !== 'everything' && mask.length === 0) return new VideoFrame(frame, { timestamp });
  const { canvas } = brush;
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  brush.fillStyle = MASK_COLOUR;
  if (mask === 'everything') brush.fillRect(0, 0, width, height);
  else {
    brush.drawImage(frame, 0, 0, width, height);
    for (const box of mask) brush.fillRect(box.x, box.y, box.width, box.height);
  }
  return new VideoFrame(canvas, { timestamp });
}
