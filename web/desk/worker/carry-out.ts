import {
  answerPath,
  type Choice,
  DESK_PATH,
  type Subject,
  subjectOf,
  TAKEN,
  type ToPage,
} from '../notices/notice.ts';
import { noticeWords } from '../words-of-notices.ts';
import { desks, show } from './show.ts';

/** A page that runs answers at once. */
const ANSWER_MS = 700;

/** Carries out what was pressed: in a page that is alive, else without one. Rejecting brings no page forward. */
export async function carryOut(
  worker: ServiceWorkerGlobalScope,
  tag: string,
  choice: Choice,
): Promise<void> {
  const subject = subjectOf(tag);
  if (subject === null) return;
  for (const page of await desks(worker)) {
    if (!(await takes(page, { type: 'chosen', tag, choice }))) continue;
    if (choice !== 'reject') await bringForward(page);
    return;
  }
  if (choice === 'reject') await declineWithoutPage(worker, tag, subject);
  else await worker.clients.openWindow(pathFor(subject, choice));
}

function pathFor({ kind, id }: Subject, choice: Choice): string {
  if (kind === 'colleague') return DESK_PATH;
  if (kind !== 'offer') return `${DESK_PATH}#conversation/${encodeURIComponent(id)}`;
  return choice === 'accept' ? answerPath(id) : DESK_PATH;
}

function takes(page: WindowClient, asked: ToPage): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ANSWER_MS);
    port1.onmessage = ({ data }) => {
      clearTimeout(timer);
      resolve(data === TAKEN);
    };
    page.postMessage(asked, [port2]);
  });
}

async function bringForward(page: WindowClient): Promise<void> {
  try {
    await page.focus();
  } catch (error) {
    // A browser that lets no page come forward now: it is answered all the same.
    if (!(error instanceof DOMException)) throw error;
  }
}

async function declineWithoutPage(
  worker: ServiceWorkerGlobalScope,
  tag: string,
  { id }: Subject,
): Promise<void> {
  const path = `/api/v1/push/offers/${encodeURIComponent(id)}/decline`;
  const isDone = await fetch(path, { method: 'POST' }).then(
    (answer) => answer.ok,
    () => false,
  );
  const title = noticeWords.notRejected;
  if (!isDone) await show(worker, { tag: `failed/${tag}`, title, body: '', silent: false });
}
