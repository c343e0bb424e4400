import type { Frame, Page } from '@playwright/test';

/** What a picture element shows within a second. */
export type Seen = {
  /** Frames decoded and shown. */
  readonly frames: number;
  readonly width: number;
  readonly height: number;
  /** Mean brightness from 0 (black) to 255. */
  readonly brightness: number;
  /** Whether two frames of that second differ: a moving picture, not a frozen one. */
  readonly moves: boolean;
};

const NOTHING: Seen = { frames: 0, width: 0, height: 0, brightness: 0, moves: false };

/** Looks at a picture for a second. */
export async function look(
  page: Page | Frame,
  which: 'remote-picture' | 'side-picture' | 'own-picture',
): Promise<Seen> {
  return page.evaluate(
    async ({ testId, nothing }) => {
      const video = document.querySelector<HTMLVideoElement>(`video[data-testid="${testId}"]`);
      if (
        video === null ||
        video.videoWidth === 0 ||
        !video.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      )
        return nothing;
      const before = video.getVideoPlaybackQuality().totalVideoFrames;
      const canvas = new OffscreenCanvas(64, 36);
      const pen = canvas.getContext('2d', { willReadFrequently: true });
      const paint = (): Uint8ClampedArray => {
        pen?.drawImage(video, 0, 0, 64, 36);
        return pen?.getImageData(0, 0, 64, 36).data ?? new Uint8ClampedArray();
      };
      const first = paint();
      let moves = false;
      for (let turn = 0; turn < 5; turn += 1) {
        await document.body.animate([], 200).finished;
        moves = paint().some((one, index) => Math.abs(one - (first[index] ?? 0)) > 24) || moves;
      }
      const last = paint();
      return {
        frames: video.getVideoPlaybackQuality().totalVideoFrames - before,
        width: video.videoWidth,
        height: video.videoHeight,
        brightness: last.reduce((sum, one) => sum + one, 0) / Math.max(1, last.length),
        moves,
      };
    },
    { testId: which, nothing: NOTHING },
  );
}

/** Whether a moving picture, not black, is shown there now. */
export async function isSeen(
  page: Page | Frame,
  which: 'remote-picture' | 'own-picture' = 'remote-picture',
): Promise<boolean> {
  const seen = await look(page, which);
  return seen.frames > 2 && seen.moves && seen.brightness > 8;
}
