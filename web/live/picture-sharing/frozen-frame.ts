import { blobOf } from './sheet.ts';

/** How long a picture that has only just begun is waited for, in ms. */
const FIRST_FRAME = 2_000;

/** What a video shows at this moment, in its own size; null while it shows nothing. */
export async function frozenFrame(
  video: HTMLVideoElement,
  type: 'image/jpeg' | 'image/png',
): Promise<Blob | null> {
  await firstFrame(video);
  const { videoWidth: width, videoHeight: height } = video;
  if (width === 0 || height === 0) return null;
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  canvas.getContext('2d')?.drawImage(video, 0, 0, width, height);
  return blobOf(canvas, type);
}

/** Whoever presses right after a screen or camera begins means the picture that is about to be seen. */
async function firstFrame(video: HTMLVideoElement): Promise<void> {
  if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA || video.srcObject === null) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(limit);
      video.removeEventListener('loadeddata', done);
      resolve();
    };
    const limit = setTimeout(done, FIRST_FRAME);
    video.addEventListener('loadeddata', done);
  });
}
