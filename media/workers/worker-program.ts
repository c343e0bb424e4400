import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type MediaWorkerStep, mediaWorkerStep } from '@parley/contracts/media-worker-step.ts';

/** No media worker can be had; the message is the builder's own sentence. */
export class NoWorker extends Error {}

type Wish = {
  readonly builder: string;
  readonly report: (step: MediaWorkerStep) => void;
  readonly signal: AbortSignal;
};

/** Has the media worker found, downloaded or built by the builder's program, and gives its path. */
export async function workerProgram({ builder, report, signal }: Wish): Promise<string> {
  const child = spawn(process.execPath, [builder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    signal,
  });
  const { promise: failed, reject } = Promise.withResolvers<never>();
  child.once('error', (error) => reject(new NoWorker(error.message, { cause: error })));
  return await Promise.race([lastPath(createInterface(child.stdout), report), failed]);
}

async function lastPath(
  lines: AsyncIterable<string>,
  report: (step: MediaWorkerStep) => void,
): Promise<string> {
  let last: MediaWorkerStep | null = null;
  for await (const line of lines) {
    const read = mediaWorkerStep.safeParse(jsonOf(line));
    if (!read.success) continue;
    last = read.data;
    report(last);
  }
  if (last?.step === 'ready' && last.path !== undefined) return last.path;
  throw new NoWorker(last?.message ?? 'The program that prepares the media worker ended early.');
}

/** A line that is no JSON is talk, and passed over. */
function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
