import { ProblemError } from '../delivery/problem.ts';
import type { Log } from '../log.ts';
import { FileDamaged } from './file-key.ts';
import { StorageAway } from './object-store.ts';

/** What the store of files did wrong, for who asked and for the operator; anything else stays what it is. */
export function fileProblem(error: unknown, log: Log): unknown {
  if (error instanceof StorageAway) {
    log.warn({ because: error.message }, 'the store of files does not answer');
    return new ProblemError('storage-away', { cause: error });
  }
  if (error instanceof FileDamaged) {
    log.error({ because: error.message }, 'a stored file is damaged');
    return new ProblemError('file-damaged', { cause: error });
  }
  return error;
}
