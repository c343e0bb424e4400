import type { MediaRefusal } from '@parley/contracts/media-link.ts';

/** A media node says no; the code is all the asking server gets. */
export class Refused extends Error {
  readonly code: MediaRefusal;

  constructor(code: MediaRefusal, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}
