/** What of a camera's track the blur needs; browsers without it say nothing of it. */
export type BlurringTrack = Pick<MediaStreamTrack, 'applyConstraints'> & {
  readonly getCapabilities?: () => MediaTrackCapabilities & { readonly backgroundBlur?: unknown };
};

/** Whether the camera lets a page switch the blur of its background on and off (W3C mediacapture-extensions). */
export function canBlur(track: BlurringTrack | null): boolean {
  const { backgroundBlur } = track?.getCapabilities?.() ?? {};
  return (
    Array.isArray(backgroundBlur) && backgroundBlur.includes(true) && backgroundBlur.includes(false)
  );
}

/** Blurs the background of what a camera sends, or no longer; a camera that cannot is left as it is. */
export async function blur(track: BlurringTrack | null, isBlurred: boolean): Promise<void> {
  if (track === null || !canBlur(track)) return;
  const wanted: MediaTrackConstraints & { readonly backgroundBlur: boolean } = {
    backgroundBlur: isBlurred,
  };
  try {
    await track.applyConstraints(wanted);
  } catch (error) {
    // It ended meanwhile, or the system decides this by itself: the picture goes on as it is.
    if (!(error instanceof DOMException)) throw error;
  }
}
