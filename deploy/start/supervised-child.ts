import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { endedWithin, signal } from '../database/processes.ts';
import { Refusal } from '../database/refusal.ts';
import {
  type Announcement,
  type Preparation,
  readAnnouncement,
  readPreparation,
  readProblem,
} from './announcement.ts';
import { type LogFile, openLogFile } from './log-file.ts';
import { quickDeathsAfter, restartDelayMs } from './restart-delay.ts';

/** A part of Parley that runs as a process of its own. */
export type Program = {
  name: string;
  script: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
  /** How often it may die before it was ever ready; beyond, its start has failed for good. */
  deathsBeforeReady: number;
};

export type ChildListener = {
  onReady(announcement: Announcement): void;
  onPreparation(preparation: Preparation): void;
  /** Its process is another one now, or none. */
  onPid(): void;
  /** Something for a person to read. */
  onProblem(words: string): void;
  /** It will not be started again. */
  onRefused(refusal: Refusal): void;
};

/** What a child answers when starting again as it is configured cannot help. */
const REFUSED_EXIT_CODE = 78;

const STOP_MS = 10_000;
const LAST_WORDS_MS = 500;

/**
 * Keeps one program running: started again whenever it dies, until it is stopped or refuses its
 * configuration. The child's standard input is a pipe from us that never carries a word: when it
 * ends we are gone, and the child ends too. It has a session of its own, so that Ctrl-C at the
 * terminal reaches only the supervisor, which stops everything in order.
 */
export class SupervisedChild {
  readonly #program: Program;
  readonly #listener: ChildListener;
  readonly #log: LogFile;
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #startedMs = 0;
  #quickDeaths = 0;
  #deaths = 0;
  #wasReady = false;
  #isStopping = false;
  #isRestarting = false;
  #lastWords = '';

  constructor(program: Program, listener: ChildListener) {
    this.#program = program;
    this.#listener = listener;
    this.#log = openLogFile(program.logFile);
    this.#start();
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Ends the process in order; it is started again as after any death. */
  restart(): void {
    if (this.#child?.pid === undefined) return;
    this.#isRestarting = true;
    signal(this.#child.pid, 'SIGTERM');
  }

  /** Ends the process for good: asked first, then made to. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    const pid = this.#child?.pid;
    if (pid === undefined) {
      this.#log.close();
      return;
    }
    signal(pid, 'SIGTERM');
    if (await endedWithin(pid, STOP_MS)) return;
    this.kill();
    await endedWithin(pid, STOP_MS);
  }

  /** Ends the process at once. */
  kill(): void {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    if (this.#child?.pid !== undefined) signal(this.#child.pid, 'SIGKILL');
  }

  #start(): void {
    this.#startedMs = performance.now();
    const child = spawn(process.execPath, [this.#program.script], {
      env: this.#program.env,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    this.#child = child;
    // A child that is gone takes nothing; 'close' tells of it.
    child.stdin.on('error', () => undefined);
    const closed = [
      readLines(child.stdout, (line) => this.#hearOutput(line)),
      readLines(child.stderr, (line) => this.#hearError(line)),
    ];
    child.once('error', (error) => this.#listener.onProblem(error.message));
    child.once('exit', (code, by) => {
      // The last words may still be in the pipe; a grandchild may hold it open for ever.
      void Promise.race([Promise.all(closed), wait(LAST_WORDS_MS)]).then(() =>
        this.#died(code, by),
      );
    });
    this.#listener.onPid();
  }

  #hearOutput(line: string): void {
    const announcement = readAnnouncement(line);
    if (announcement !== undefined) {
      // Not into the log: the first announcement carries passwords.
      this.#wasReady = true;
      this.#listener.onReady(announcement);
      return;
    }
    this.#log.write(line);
    const preparation = readPreparation(line);
    if (preparation !== undefined) this.#listener.onPreparation(preparation);
  }

  #hearError(line: string): void {
    this.#log.write(line);
    const problem = readProblem(line);
    if (problem === undefined) return;
    this.#lastWords = problem;
    this.#listener.onProblem(problem);
  }

  #died(code: number | null, by: NodeJS.Signals | null): void {
    this.#child = undefined;
    this.#listener.onPid();
    if (this.#isStopping) {
      this.#log.close();
      return;
    }
    const { name, deathsBeforeReady, logFile } = this.#program;
    if (code === REFUSED_EXIT_CODE) {
      this.#listener.onRefused(new Refusal(this.#lastWords || `The ${name} refused its settings.`));
      return;
    }
    this.#deaths += 1;
    if (!this.#wasReady && this.#deaths >= deathsBeforeReady) {
      const words = `The ${name} does not start (${this.#lastWords || `code ${code}`}): see ${logFile}.`;
      this.#listener.onRefused(new Refusal(words));
      return;
    }
    this.#startAgain(`The ${name} ended (${by ?? `code ${code}`}) and is started again.`);
  }

  #startAgain(words: string): void {
    this.#log.write(words);
    const wanted = this.#isRestarting;
    this.#isRestarting = false;
    if (!wanted) this.#listener.onProblem(words);
    this.#quickDeaths = wanted
      ? 0
      : quickDeathsAfter(this.#quickDeaths, performance.now() - this.#startedMs);
    this.#timer = setTimeout(() => this.#start(), restartDelayMs(this.#quickDeaths));
  }
}

/** Settles when the stream has ended and its last line was heard. */
function readLines(stream: Readable, hear: (line: string) => void): Promise<void> {
  const lines = createInterface({ input: stream });
  lines.on('line', hear);
  return new Promise((resolve) => lines.once('close', () => resolve()));
}
