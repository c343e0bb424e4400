import type { Problem } from '@parley/contracts/rest.ts';

type Kind = { readonly status: number; readonly title: string; readonly retryable?: boolean };

const KINDS = {
  'bad-input': { status: 400, title: 'The request does not have the shape asked for' },
  'form-incomplete': { status: 400, title: 'A field of the form is missing or not as asked for' },
  'signed-out': { status: 401, title: 'Nobody is signed in' },
  'wrong-sign-in': { status: 401, title: 'E-mail or password is wrong' },
  'wrong-password': { status: 403, title: 'The current password is wrong' },
  'not-allowed': { status: 403, title: 'Not allowed' },
  'wrong-origin': { status: 403, title: 'Requests from this site are not allowed' },
  'not-found': { status: 404, title: 'Not found' },
  /** One answer for every code without its secret that opens nothing. */
  'link-not-valid': { status: 404, title: 'This link or code is not valid' },
  'in-call': { status: 409, title: 'Another call goes on in this conversation' },
  'room-in-use': { status: 409, title: 'Another device is in this room' },
  'link-cancelled': { status: 410, title: 'This link was cancelled' },
  'link-expired': { status: 410, title: 'The time of this link is over' },
  'link-used': { status: 410, title: 'This link was used, and what it led to is over' },
  'contact-exists': { status: 409, title: 'Another contact has this number or address' },
  'identity-malformed': {
    status: 422,
    title: 'The signed identity does not have the shape asked for',
  },
  'identity-algorithm': { status: 422, title: 'The identity is not signed with HS256' },
  'identity-key': { status: 403, title: 'The identity names no key of this entry' },
  'identity-signature': { status: 403, title: 'The signature of the identity is wrong' },
  'identity-audience': { status: 403, title: 'The identity is meant for another entry' },
  'identity-expired': { status: 403, title: 'The identity is no longer valid' },
  'identity-times': { status: 403, title: 'The identity is not yet valid, or valid for too long' },
  'identity-used': { status: 403, title: 'The identity was used before' },
  'other-person': { status: 409, title: 'The conversation was verified for somebody else' },
  'too-large': { status: 413, title: 'More was sent than is taken' },
  /** `facts.reason` is a `FileRefusal` of contracts/files.ts. */
  'file-refused': { status: 422, title: 'This file is not taken' },
  /** `facts.receivedBytes` says where to go on. */
  'upload-offset': { status: 409, title: 'The upload goes on at another byte' },
  'upload-incomplete': { status: 409, title: 'Not all bytes of the file have arrived' },
  'upload-over': { status: 409, title: 'This upload was cancelled or given up' },
  'too-many-files': { status: 409, title: 'The conversation holds as many files as it may' },
  'file-damaged': { status: 500, title: 'The stored file is not what was stored' },
  'storage-away': { status: 503, title: 'The store of files does not answer', retryable: true },
  'contact-incomplete': { status: 422, title: 'A field of the contact is missing or wrong' },
  'csv-header': { status: 422, title: 'The first line does not name the columns needed' },
  'csv-quotes': { status: 422, title: 'A quotation mark is never closed' },
  'not-utf-8': { status: 422, title: 'The text is not UTF-8' },
  'password-rules': { status: 422, title: 'The password breaks a rule' },
  'too-many': { status: 429, title: 'Too many requests', retryable: true },
  unexpected: { status: 500, title: 'Something went wrong', retryable: true },
  'media-not-ready': { status: 503, title: 'Calls are not possible yet', retryable: true },
  'not-built': {
    status: 503,
    title: 'The pages are not built: run npm run build',
    retryable: true,
  },
  'not-ready': { status: 503, title: 'Not ready', retryable: true },
} as const satisfies Record<string, Kind>;

export type ProblemCode = keyof typeof KINDS;

type Details = {
  readonly retryAfterMs?: number;
  readonly facts?: Problem['facts'];
  /** What it came from; never told to anybody. */
  readonly cause?: unknown;
};

/** The one error that routes throw on purpose; its code is stable, words for people are the screen's. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly details: Details;

  constructor(code: ProblemCode, details: Details = {}) {
    super(KINDS[code].title, 'cause' in details ? { cause: details.cause } : undefined);
    this.code = code;
    this.details = details;
  }
}

/** The error as it leaves the house (RFC 9457). */
export function asProblem({ code, details }: ProblemError): Problem {
  const kind: Kind = KINDS[code];
  return {
    type: `urn:parley:problem:${code}`,
    title: kind.title,
    status: kind.status,
    code,
    retryable: kind.retryable ?? false,
    ...(details.retryAfterMs === undefined ? {} : { retryAfterMs: details.retryAfterMs }),
    ...(details.facts === undefined ? {} : { facts: details.facts }),
  };
}
