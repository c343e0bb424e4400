import { setTimeout as wait } from 'node:timers/promises';
import { signal } from '../database/processes.ts';
import { errorWords } from '../database/refusal.ts';
import { type RunningDatabase, startDatabase } from '../database/start-database.ts';
import { quickDeathsAfter, restartDelayMs } from './restart-delay.ts';

export type DatabaseListener = {
  onFirstStart(): void;
  onPid(): void;
  onProblem(words: string): void;
};

/** The database that is kept running, always at the same address. */
export type SupervisedDatabase = {
  url: string;
  pid(): number | undefined;
  stop(): Promise<void>;
  /** Ends it at once; it recovers on the next start. */
  kill(): void;
};

/** Starts the database and starts it again, on the same port, whenever it dies. */
export async function superviseDatabase(
  folder: string,
  listener: DatabaseListener,
): Promise<SupervisedDatabase> {
  const stopping = new AbortController();
  let current: RunningDatabase | undefined = await startDatabase({
    folder,
    onFirstStart: listener.onFirstStart,
  });
  const { url, port } = current;

  const startAgain = async (): Promise<RunningDatabase | undefined> => {
    try {
      return await startDatabase({ folder, port });
    } catch (error) {
      listener.onProblem(errorWords(error));
      return undefined;
    }
  };

  const watch = async (): Promise<void> => {
    let quickDeaths = 0;
    while (!stopping.signal.aborted) {
      const startedMs = performance.now();
      await current?.ended;
      current = undefined;
      listener.onPid();
      if (stopping.signal.aborted) return;
      listener.onProblem('The database ended and is started again.');
      quickDeaths = quickDeathsAfter(quickDeaths, performance.now() - startedMs);
      if (!(await pause(restartDelayMs(quickDeaths), stopping.signal))) return;
      current = await startAgain();
      listener.onPid();
    }
  };
  const watching = watch();

  return {
    url,
    pid: () => current?.pid,
    async stop() {
      stopping.abort();
      await current?.stop();
      await watching;
      // It may have been coming up again just then.
      await current?.stop();
    },
    kill() {
      stopping.abort();
      if (current !== undefined) signal(current.pid, 'SIGQUIT');
    },
  };
}

/** Waits; false when that was cut short. */
async function pause(ms: number, cut: AbortSignal): Promise<boolean> {
  try {
    await wait(ms, undefined, { signal: cut });
    return true;
  } catch (error) {
    if (cut.aborted) return false;
    throw error;
  }
}
