import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { PictureAsked, PictureMade } from './picture-child.ts';

/** Makes pictures anew, in processes of their own. */
export type Pictures = {
  paint(asked: PictureAsked): Promise<PictureMade>;
  stop(): void;
};

const CHILD = join(import.meta.dirname, 'picture-child.ts');

/** The largest picture that is taken needs a fraction of this. */
const PAINT_MS = 20_000;

/** A process that has nothing to do gives its memory back. */
const IDLE_MS = 60_000;

/** A process may have been ended from outside; a picture that ends two of them is refused. */
const TRIES = 2;

const BROKEN = { ok: false, reason: 'picture-broken' } as const;

/** Photos and screenshots do not wait behind what takes ten times as long. */
export function createPictures(): Pictures {
  const quick = createLane();
  const slow = createLane();
  const isQuick = ({ format }: PictureAsked): boolean => format === 'jpeg' || format === 'png';
  return {
    paint: (asked) => (isQuick(asked) ? quick : slow).paint(asked),
    stop() {
      quick.stop();
      slow.stop();
    },
  };
}

/** One picture at a time. */
function createLane(): Pictures {
  let child: ChildProcess | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;
  let isStopped = false;

  const end = (): void => {
    child?.kill('SIGKILL');
    child = null;
  };
  const paint = async (asked: PictureAsked): Promise<PictureMade> => {
    clearTimeout(idle);
    for (let tried = 1; tried <= TRIES; tried += 1) {
      if (isStopped) throw new Error('pictures are not painted any more');
      child ??= open();
      const made = await paintIn(child, asked);
      if (typeof made === 'object') {
        idle = setTimeout(end, IDLE_MS).unref();
        return made;
      }
      end();
      if (made === 'too-long') return BROKEN;
    }
    return BROKEN;
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

function paintIn(
  child: ChildProcess,
  asked: PictureAsked,
): Promise<PictureMade | 'ended' | 'too-long'> {
  return new Promise((resolve) => {
    const settle = (made: PictureMade | 'ended' | 'too-long'): void => {
      clearTimeout(timer);
      child.off('message', took).off('exit', ended).off('error', ended);
      resolve(made);
    };
    const took = (made: unknown): void => settle(made as PictureMade);
    const ended = (): void => settle('ended');
    const timer = setTimeout(() => settle('too-long'), PAINT_MS);
    child.on('message', took).on('exit', ended).on('error', ended);
    child.send(asked, (error) => {
      if (error !== null) ended();
    });
  });
}
