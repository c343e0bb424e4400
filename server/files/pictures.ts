import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { PictureAsked, PictureMade } from './picture-child.ts';

/** Makes pictures anew, one at a time, in a process of their own. */
export type Pictures = {
  paint(asked: PictureAsked): Promise<PictureMade>;
  stop(): void;
};

const CHILD = join(import.meta.dirname, 'picture-child.ts');

/** The largest picture that is taken needs a fraction of this. */
const PAINT_MS = 30_000;

/** A process that has nothing to do gives its memory back. */
const IDLE_MS = 60_000;

/** A process may have been ended from outside; a picture that ends two of them is refused. */
const TRIES = 2;

export function createPictures(): Pictures {
  let child: ChildProcess | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;
  let isStopped = false;

  const end = (): void => {
    child?.kill('SIGKILL');
    child = null;
  };
  const living = (): ChildProcess => {
    clearTimeout(idle);
    child ??= open();
    return child;
  };
  const paint = async (asked: PictureAsked): Promise<PictureMade> => {
    for (let tried = 1; tried <= TRIES; tried += 1) {
      if (isStopped) throw new Error('pictures are not painted any more');
      const made = await paintIn(living(), asked);
      if (made !== null) {
        idle = setTimeout(end, IDLE_MS).unref();
        return made;
      }
      end();
    }
    return { ok: false, reason: 'picture-broken' };
  };
  return {
    paint(asked) {
      const turn = last.then(() => paint(asked));
      // Whoever asked is told; the next one's turn comes all the same.
      last = turn.catch(() => undefined);
      return turn;
    },
    stop() {
      isStopped = true;
      clearTimeout(idle);
      end();
    },
  };
}

/** Nothing of the server's environment: it holds the secret. */
function open(): ChildProcess {
  const child = fork(CHILD, [], {
    env: {},
    execArgv: ['--max-old-space-size=256'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.unref();
  child.channel?.unref();
  return child;
}

/** Null when the process ended over it, or would not end. */
function paintIn(child: ChildProcess, asked: PictureAsked): Promise<PictureMade | null> {
  return new Promise((resolve) => {
    const settle = (made: PictureMade | null): void => {
      clearTimeout(timer);
      child.off('message', took).off('exit', gone).off('error', gone);
      resolve(made);
    };
    const took = (made: unknown): void => settle(made as PictureMade);
    const gone = (): void => settle(null);
    const timer = setTimeout(gone, PAINT_MS);
    child.on('message', took).on('exit', gone).on('error', gone);
    child.send(asked, (error) => {
      if (error !== null) gone();
    });
  });
}
