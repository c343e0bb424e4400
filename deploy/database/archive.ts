import { spawn } from 'node:child_process';
import { errorCode, Refusal } from './refusal.ts';

/** What a backup says about itself; its first entry. */
export type BackupNote = { format: 1; postgres: string; at: string };

export const NOTE_NAME = 'parley-backup.json';
export const CLUSTER_NAME = 'cluster';
export const DATA_NAME = 'data';

// Files of a running database change and vanish while they are read; its log makes them whole again.
const CHANGED_WHILE_READ = 1;

/** Writes files into an archive while they may change. */
export async function pack(args: string[]): Promise<void> {
  const { code, said } = await runTar(args);
  if (code !== 0 && code !== CHANGED_WHILE_READ) throw new Refusal(tarWords(said));
}

/** Reads an archive; gives what it printed. */
export async function unpack(args: string[]): Promise<string> {
  const { code, said, output } = await runTar(args);
  if (code !== 0) throw new Refusal(tarWords(said));
  return output;
}

function runTar(args: string[]): Promise<{ code: number | null; said: string; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('tar', args, {
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.once('error', (error) => reject(notRun(error)));
    child.once('close', (code) => resolve({ code, said, output }));
  });
}

function notRun(error: Error): Error {
  if (errorCode(error) !== 'ENOENT') return error;
  return new Refusal('The program "tar" is missing: install it with "apt-get install tar".');
}

function tarWords(said: string): string {
  if (said.includes('No space left')) return 'The disk is full: free some space and try again.';
  return `tar failed: ${said.trim().split('\n').at(0) ?? 'it said nothing'}.`;
}
