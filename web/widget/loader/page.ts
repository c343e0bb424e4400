/** The page the customer is on, as the agent sees it (E5). */
export function currentPage(): { readonly url: string; readonly title: string } {
  return { url: location.href.slice(0, 2_000), title: document.title.slice(0, 300) };
}

/** Phones get the whole screen. */
export const PHONE = '(max-width: 520px), (max-height: 460px) and (pointer: coarse)';

/** Calls back after every change of page inside a single-page site. */
export function watchPage(changed: () => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  window.addEventListener('popstate', changed, { signal });
  window.addEventListener('hashchange', changed, { signal });
  const navigation: EventTarget | undefined = (window as { navigation?: EventTarget }).navigation;
  navigation?.addEventListener('navigatesuccess', changed, { signal });
  return () => stop.abort();
}

/** Keeps the host page from scrolling behind a full-screen widget, and gives it back as it was. */
export function lockScroll(locked: boolean): void {
  const { style } = document.documentElement;
  if (locked && style.overflow !== 'hidden') {
    before = style.overflow;
    style.overflow = 'hidden';
  } else if (!locked && before !== null) {
    style.overflow = before;
    before = null;
  }
}

let before: string | null = null;

/** Fits a full-screen frame into what the phone's keyboard leaves of the screen. */
export function fitToScreen(element: HTMLElement, full: boolean): void {
  const visible = window.visualViewport;
  if (!full || visible === null) {
    element.style.removeProperty('height');
    element.style.removeProperty('top');
    return;
  }
  element.style.height = `${visible.height}px`;
  element.style.top = `${visible.offsetTop}px`;
}
