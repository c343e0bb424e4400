import type { Connection } from '../connection.ts';
import { type FileLink, type FileRequests, fileRequests } from './file-requests.ts';
import { uploadsOf } from './kept-uploads.ts';
import { uploadNotes } from './upload-notes.ts';
import { openUploads, type Uploads } from './uploads.ts';

/** The files of a conversation for one page: what it sends, and where it finds what was sent. */
export type SharedFiles = Uploads & {
  /** Addresses of a file that are good for a while; null where it may not be opened or nobody answers. */
  readonly linkTo: (fileId: string) => Promise<FileLink | null>;
};

/** Addresses are asked for anew this long before they end. */
const SPARE_MS = 60_000;

/** As many as one request may name. */
const TOGETHER = 50;

/** A customer's conversation is their own. */
const CUSTOMER = 'customer';

/** Opens the files of a conversation; customers bring their token, staff null, their cookie and who they are. */
export function openFiles({
  connection,
  conversationId,
  token,
  personId: ownerId = CUSTOMER,
}: {
  readonly connection: Pick<Connection, 'send' | 'localTime'>;
  readonly conversationId: string;
  readonly token: string | null;
  readonly personId?: string;
}): SharedFiles {
  const requests = fileRequests(conversationId, token);
  return {
    ...openUploads({ requests, connection, whose: { conversationId, ownerId } }),
    linkTo: linkBook(requests, connection.localTime),
  };
}

/** The conversations into which somebody's uploads were on their way when their page was left. */
export async function conversationsLeft(personId: string): Promise<readonly string[]> {
  const left = [...uploadNotes(), ...(await uploadsOf(personId))];
  const own = left.filter(({ ownerId }) => ownerId === personId);
  return [...new Set(own.map(({ conversationId }) => conversationId))];
}

/** Those asked for at once go in one request, and each is kept while it is good. */
function linkBook(
  requests: FileRequests,
  localTime: (serverMillis: number) => number,
): SharedFiles['linkTo'] {
  const known = new Map<string, FileLink>();
  let asking: { readonly fileIds: Set<string>; readonly done: Promise<void> } | null = null;

  const ask = async (fileIds: ReadonlySet<string>): Promise<void> => {
    // Whoever draws a log asks for all of its files in one go.
    await Promise.resolve();
    asking = null;
    const all = [...fileIds];
    for (let from = 0; from < all.length; from += TOGETHER) {
      const answer = await requests.links(all.slice(from, from + TOGETHER));
      for (const link of answer.ok ? answer.value.links : []) known.set(link.fileId, link);
    }
  };
  const isGood = (link: FileLink | undefined): link is FileLink =>
    link !== undefined && Date.now() < localTime(link.until) - SPARE_MS;

  return async (fileId) => {
    const kept = known.get(fileId);
    if (isGood(kept)) return kept;
    if (asking === null) {
      const fileIds = new Set<string>();
      asking = { fileIds, done: ask(fileIds) };
    }
    asking.fileIds.add(fileId);
    await asking.done;
    const link = known.get(fileId);
    return isGood(link) ? link : null;
  };
}
