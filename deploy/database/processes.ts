import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { errorCode } from './refusal.ts';

/** A zombie answers to signals but runs no more: its parent has not collected it. */
export type Liveness = 'running' | 'zombie' | 'gone';

const POLL_MS = 20;

/** What has become of a process. */
export function livenessOf(pid: number): Liveness {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return 'gone';
  }
  const fields = statFields(pid);
  if (fields === undefined) return process.platform === 'linux' ? 'gone' : 'running';
  return fields[0] === 'Z' || fields[0] === 'X' ? 'zombie' : 'running';
}

/** When a process started, in the kernel's own ticks: with the pid it names one process for good. */
export function startTickOf(pid: number): string | undefined {
  return statFields(pid)?.[19];
}

/** The words a process was started with; nothing where the system does not tell. */
export function commandLineOf(pid: number): string | undefined {
  return readOrNothing(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '));
}

/** Running processes whose working folder this is: PostgreSQL's own children stand in its cluster. */
export function processesIn(folder: string): number[] {
  const names = readOrNothing(() => readdirSync('/proc')) ?? [];
  return names
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => readOrNothing(() => readlinkSync(`/proc/${pid}/cwd`)) === folder)
    .filter((pid) => livenessOf(pid) === 'running');
}

/** Waits for a process to end; false when it still runs after the time given. */
export async function endedWithin(pid: number, limitMs: number): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  while (livenessOf(pid) === 'running') {
    if (performance.now() > deadline) return false;
    await wait(POLL_MS);
  }
  return true;
}

/** Sends a signal to a process that may be gone by now. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}

/** Fields of /proc/PID/stat from the state on; the name before may itself hold blanks and brackets. */
function statFields(pid: number): string[] | undefined {
  const text = readOrNothing(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return text?.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** What /proc says, or nothing: the process may end between two looks, or not be ours to see. */
function readOrNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}
