import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export type Ended = { code: number | null; output: string };

export type Run = {
  command: readonly string[];
  folder?: string;
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
  onLine?: (line: string) => void;
};

const KEPT_LINES = 200;

// As a shell answers when the program cannot be started at all.
const START_FAILURES: Record<string, number> = { ENOENT: 127, EACCES: 126, ENOEXEC: 126 };

/** Runs a program to its end, however it ends; rejects only where `signal` stopped it. */
export function runProgram(run: Run): Promise<Ended> {
  const [program = '', ...args] = run.command;
  const { promise, resolve, reject } = Promise.withResolvers<Ended>();
  const kept: string[] = [];
  const child = spawn(program, args, {
    cwd: run.folder,
    env: run.env ?? process.env,
    signal: run.signal,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      kept.push(line);
      if (kept.length > KEPT_LINES) kept.shift();
      run.onLine?.(line);
    });
  }
  child.on('error', (error: NodeJS.ErrnoException) => {
    const code = START_FAILURES[error.code ?? ''];
    if (code !== undefined) resolve({ code, output: `${program}: ${error.message}` });
  });
  // Also after a stop: only now has the program let go of its files.
  child.on('close', (code) => {
    if (run.signal?.aborted) reject(new Error(`${program} was stopped`));
    else resolve({ code, output: kept.join('\n') });
  });
  return promise;
}
