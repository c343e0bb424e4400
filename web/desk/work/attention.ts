import calm from '../icons/favicon.svg?no-inline';
import ringing from '../icons/favicon-ringing.svg?no-inline';
import unread from '../icons/favicon-unread.svg?no-inline';
import { words } from '../words.ts';

/** Puts what waits for the agent into the tab's title and picture, where a background tab shows it. */
export function callForAttention(waiting: {
  readonly ringing: string | null;
  readonly unread: number;
}): void {
  document.title = titleFor(waiting);
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (link === null) return;
  const picture = pictureFor(waiting);
  if (link.getAttribute('href') !== picture) link.href = picture;
}

function titleFor(waiting: { readonly ringing: string | null; readonly unread: number }): string {
  if (waiting.ringing !== null) return words.page.ringing(waiting.ringing);
  return waiting.unread > 0 ? words.page.unread(waiting.unread) : words.page.title;
}

function pictureFor(waiting: { readonly ringing: string | null; readonly unread: number }): string {
  if (waiting.ringing !== null) return ringing;
  return waiting.unread > 0 ? unread : calm;
}
