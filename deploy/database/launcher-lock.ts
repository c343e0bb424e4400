import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { livenessOf, startTickOf } from './processes.ts';
import { errorCode, Refusal } from './refusal.ts';

const held = new Set<string>();

/**
 * Takes a folder for this process; refuses in words while another living process holds it.
 * A lock left behind by a process that was killed does not count. Returns the release.
 */
export function takeFolder(lockFile: string): () => void {
  const draft = `${lockFile}.${process.pid}`;
  writeFileSync(draft, `${process.pid} ${startTickOf(process.pid) ?? ''}\n`);
  try {
    while (!linked(draft, lockFile)) clearStale(lockFile);
  } finally {
    rmSync(draft, { force: true });
  }
  held.add(lockFile);
  return () => {
    if (held.delete(lockFile)) rmSync(lockFile, { force: true });
  };
}

/** The process that holds a folder, if it lives. */
export function holderOf(lockFile: string): number | undefined {
  const [pidText = '', tick = ''] = readLock(lockFile).trim().split(' ');
  const pid = Number(pidText);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  if (pid === process.pid) return held.has(lockFile) ? pid : undefined;
  if (livenessOf(pid) !== 'running' || (startTickOf(pid) ?? '') !== tick) return undefined;
  return pid;
}

/** Linking a finished file is the one step that can only succeed for one of two. */
function linked(draft: string, lockFile: string): boolean {
  try {
    linkSync(draft, lockFile);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function clearStale(lockFile: string): void {
  const pid = holderOf(lockFile);
  if (pid !== undefined) {
    throw new Refusal(
      `Parley already runs on this data folder (process ${pid}): stop it first, or set PARLEY_DATA to another folder.`,
    );
  }
  rmSync(lockFile, { force: true });
}

function readLock(lockFile: string): string {
  try {
    return readFileSync(lockFile, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  }
}
