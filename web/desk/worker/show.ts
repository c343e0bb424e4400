import { DESK_PATH, type Notice, subjectOf } from '../notices/notice.ts';
import { noticeWords } from '../words-of-notices.ts';

/** What every browser that has actions takes, and TypeScript does not know. */
type ShownOptions = NotificationOptions & {
  readonly actions: readonly { readonly action: string; readonly title: string }[];
  readonly renotify: boolean;
};

const OFFER_ACTIONS = [
  { action: 'accept', title: noticeWords.answer },
  { action: 'reject', title: noticeWords.reject },
];

/** What was pressed or put away: it does not come back as long as it says the same. */
const done = new Set<string>();
let turn: Promise<void> = Promise.resolve();

/** Makes the system's notifications be what waits; none while somebody looks at the desk. One after the other. */
export function showWaiting(
  worker: ServiceWorkerGlobalScope,
  waiting: readonly Notice[],
): Promise<void> {
  const mine = turn.then(() => match(worker, waiting));
  // Whoever asked is told of a failure; the next one is shown all the same.
  turn = mine.catch(() => undefined);
  return mine;
}

/** It was dealt with. */
export function forget(tag: string): void {
  done.add(tag);
}

export function show(worker: ServiceWorkerGlobalScope, notice: Notice): Promise<void> {
  const { tag, title, body, silent } = notice;
  const isOffer = subjectOf(tag)?.kind === 'offer';
  const options: ShownOptions = {
    tag,
    body,
    silent,
    // What can no longer be answered is taken away by us, not by the system's impatience.
    requireInteraction: isOffer,
    renotify: !silent,
    actions: isOffer ? OFFER_ACTIONS : [],
  };
  return worker.registration.showNotification(title, options);
}

/** The desk's pages, the one last looked at first. */
export async function desks(worker: ServiceWorkerGlobalScope): Promise<readonly WindowClient[]> {
  const all = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return all.filter((page) => new URL(page.url).pathname.startsWith(DESK_PATH));
}

async function match(worker: ServiceWorkerGlobalScope, waiting: readonly Notice[]): Promise<void> {
  for (const tag of done) if (!waiting.some((one) => one.tag === tag)) done.delete(tag);
  const isWatched = (await desks(worker)).some((page) => page.visibilityState === 'visible');
  const due = isWatched ? [] : waiting.filter(({ tag }) => !done.has(tag));
  const shown = await worker.registration.getNotifications();
  for (const one of shown) if (!due.some(({ tag }) => tag === one.tag)) one.close();
  for (const notice of due) {
    const same = shown.find(({ tag }) => tag === notice.tag);
    const isShown = same?.title === notice.title && same.body === notice.body;
    if (!isShown) await show(worker, notice);
  }
}
