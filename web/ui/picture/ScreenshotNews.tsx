import { pictureWords } from '../words-of-pictures.ts';
import type { Screenshot } from './use-screenshot.ts';

/** That a picture is being taken, and why one was not. */
export function ScreenshotNews({
  screenshot: { isTaking, refused },
}: {
  readonly screenshot: Screenshot;
}) {
  const says = refused === null ? null : pictureWords.refused(refused);
  return (
    <div class="notices" role="status">
      {(isTaking || says !== null) && (
        <p class="notice">
          <span>{isTaking ? pictureWords.taking : says}</span>
        </p>
      )}
    </div>
  );
}
