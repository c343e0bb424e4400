/** Asked again, these may well succeed. */
const RETRYABLE: readonly string[] = [
  'unreachable',
  'try-again',
  'too-many',
  'not-ready',
  'media-not-ready',
  'unexpected',
  'no-token',
];

/** Whether asking again may help. */
export function isRetryable(code: string): boolean {
  return RETRYABLE.includes(code);
}

/** Why something was not done; `code` is stable and stands in docs/sdk.md, the message is for developers. */
export class ParleyError extends Error {
  override readonly name = 'ParleyError';
  readonly code: string;
  readonly retryable: boolean;

  constructor(code: string, options?: ErrorOptions) {
    super(`Parley: ${code}`, options);
    this.code = code;
    this.retryable = isRetryable(code);
  }
}
