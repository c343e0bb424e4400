import { useEffect, useState } from 'react';

export type Enlarged = { readonly is: boolean; readonly toggle: () => void };

/** The stage over the whole page, and the page over the whole screen where the browser lets it. */
export function useEnlarged(): Enlarged {
  const [is, setIs] = useState(false);

  useEffect(() => {
    if (!is) return;
    const follow = (): void => {
      if (document.fullscreenElement === null) setIs(false);
    };
    const leave = (event: KeyboardEvent): void => {
      // Escape closes what is open over the stage first.
      const inDialog = event.target instanceof Element && event.target.closest('[role=dialog]');
      if (event.key === 'Escape' && !inDialog) setIs(false);
    };
    document.addEventListener('fullscreenchange', follow);
    document.addEventListener('keydown', leave);
    return () => {
      document.removeEventListener('fullscreenchange', follow);
      document.removeEventListener('keydown', leave);
      if (document.fullscreenElement !== null) void document.exitFullscreen();
    };
  }, [is]);

  function toggle(): void {
    setIs(!is);
    if (is || !document.fullscreenEnabled) return;
    // Where the browser refuses, the stage still fills the page.
    document.documentElement.requestFullscreen().catch(() => undefined);
  }
  return { is, toggle };
}
