import type { Page } from '@playwright/test';

type Tapped = {
  parleyTracks: { source: 'camera' | 'microphone' | 'screen'; track: MediaStreamTrack }[];
};

/** Runs in the page first: copies of what the devices gave are known too. */
export function tapCopies(): void {
  const copy = MediaStreamTrack.prototype.clone;
  MediaStreamTrack.prototype.clone = function tapped(this: MediaStreamTrack) {
    const track = copy.call(this);
    const source = track.kind === 'audio' ? 'microphone' : 'camera';
    (window as unknown as Tapped).parleyTracks.push({ source, track });
    return track;
  };
}

/** What a phone does to a page when the telephone rings: microphone and camera fall silent, and stay the page's. */
export async function interrupt(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { parleyTracks } = window as unknown as Tapped;
    for (const { track } of parleyTracks) {
      if (track.readyState !== 'live') continue;
      Object.defineProperty(track, 'muted', { value: true });
      track.enabled = false;
      track.dispatchEvent(new Event('mute'));
    }
  });
}
