import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Failure } from './failure.mjs';

export const root = resolve(import.meta.dirname, '..');

/** Notes of our own about this working copy: logs of installs, stamps, reports. */
export const notes = resolve(root, '.parley');

const LAST_GRACE_MS = 10_000;
const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program that speaks to the person itself. Signals are passed on, and the program decides
 * when to end. With a channel it also learns when we are killed. With a limit it is ended then.
 *
 * @returns {Promise<number>} its exit code
 */
export function runShown({ command, cwd = root, env = {}, channel = false, limitMs }) {
  const [program, ...args] = command;
  return new Promise((done, fail) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['inherit', 'inherit', 'inherit', ...(channel ? ['ipc'] : [])],
    });
    const passOn = PASSED_ON.map((name) => [name, () => child.kill(name)]);
    for (const [name, listener] of passOn) process.on(name, listener);
    const timer = limitMs && setTimeout(() => endHard(child), limitMs);
    child.once('error', (error) => fail(cannotRun(program, error)));
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      for (const [name, listener] of passOn) process.off(name, listener);
      done(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}

/** Asks a program to end, and ends it when it does not. */
function endHard(child) {
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), LAST_GRACE_MS).unref();
}

/** Runs a program whose words go into a log; gives its exit code, its words and where they are. */
export function runQuietly({ command, log, env = {} }) {
  const [program, ...args] = command;
  const logFile = resolve(notes, log);
  mkdirSync(dirname(logFile), { recursive: true });
  const file = createWriteStream(logFile);
  let output = '';
  return new Promise((done, fail) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
        file.write(text);
      });
    }
    child.once('error', (error) => fail(cannotRun(program, error)));
    child.once('close', (code) => file.end(() => done({ code: code ?? 1, output, logFile })));
  });
}

/** Whether a program can be run at all and is content with these words. */
export function works(...command) {
  const [program, ...args] = command;
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

function cannotRun(program, error) {
  if (error.code === 'ENOENT') {
    return new Failure(`The program "${program}" is missing: install it and start again.`);
  }
  return new Failure(`The program "${program}" could not be run: ${error.message}.`);
}
