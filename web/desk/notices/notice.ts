/** What a notification of the system is to say. One tag, one notification: whoever shows it. */
export type Notice = {
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  /** The page sounds by itself, on the device chosen for it. */
  readonly silent: boolean;
};

const KINDS = ['offer', 'message', 'share', 'colleague'] as const;

/** What a notice is about. */
export type Subject = { readonly kind: (typeof KINDS)[number]; readonly id: string };

/** What was pressed in a notification. */
export type Choice = 'accept' | 'reject' | 'open';

/** A page tells its worker all that waits for the agent now. */
export type ToWorker = { readonly type: 'waiting'; readonly notices: readonly Notice[] };

/** The worker asks a page to carry out what was pressed; the page answers `TAKEN` through the port. */
export type ToPage = { readonly type: 'chosen'; readonly tag: string; readonly choice: Choice };

/** A living page's answer. */
export const TAKEN = 'taken';

/** Where the desk's pages and its worker are. */
export const DESK_PATH = '/desk/';

/** The address that opens the desk and answers what rings under this id. */
export function answerPath(offerId: string): string {
  return `${DESK_PATH}${ANSWER_HASH}${encodeURIComponent(offerId)}`;
}

/** The offer that the page was opened to answer; null for any other address. */
export function offerToAnswer(hash: string): string | null {
  return hash.startsWith(ANSWER_HASH) ? decodeURIComponent(hash.slice(ANSWER_HASH.length)) : null;
}

const ANSWER_HASH = '#answer/';

/** The tag of what this is about. */
export function tagOf({ kind, id }: Subject): string {
  return `${kind}/${id}`;
}

/** What a tag is about; null for none of ours. */
export function subjectOf(tag: string): Subject | null {
  const [name, id = ''] = tag.split('/');
  const kind = KINDS.find((one) => one === name);
  return kind === undefined || id === '' ? null : { kind, id };
}
