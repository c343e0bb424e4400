/** The parts of the S3-compatible server that tests start. */
declare module 's3rver' {
  import type { RequestListener } from 'node:http';

  class S3rver {
    constructor(options: {
      readonly directory: string;
      readonly silent: boolean;
      readonly configureBuckets: readonly { readonly name: string }[];
    });
    configureBuckets(): Promise<unknown>;
    /** Answers requests; who listens for them is the caller's affair. */
    callback(): RequestListener;
  }

  export = S3rver;
}
