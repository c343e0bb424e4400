import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLineOf, endedWithin, signal } from '../database/processes.ts';
import { Refusal } from '../database/refusal.ts';

/** Numbers of the processes that run, for people and tests that want to look at one or kill it. */
export type Pids = { supervisor: number; database?: number; server?: number; media?: number };

const SECRET_BYTES = 32;
const ORPHAN_MS = 5_000;

/** Makes the data folder. Others may pass through it where PostgreSQL has to run as somebody else. */
export function prepareData(data: string): void {
  try {
    if (!existsSync(data)) {
      mkdirSync(data, { recursive: true });
      chmodSync(data, process.getuid?.() === 0 ? 0o711 : 0o700);
    }
    mkdirSync(join(data, 'logs'), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new Refusal(
      `The data folder ${data} cannot be written: give this user the right to, or set PARLEY_DATA to another folder.`,
      { cause: error },
    );
  }
}

/** The installation's secret, made at random on the first start. */
export function secretOf(data: string): string {
  const path = join(data, 'secret');
  if (!existsSync(path)) {
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, `${randomBytes(SECRET_BYTES).toString('hex')}\n`, { mode: 0o600 });
    renameSync(draft, path);
  }
  const secret = readFileSync(path, 'utf8').trim();
  if (secret.length >= SECRET_BYTES * 2) return secret;
  throw new Refusal(`${path} is damaged: restore it from a backup.`);
}

export function writePids(data: string, pids: Pids): void {
  const path = join(data, 'pids.json');
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(pids)}\n`);
  renameSync(draft, path);
}

/**
 * Waits for children of a supervisor that was killed: they end by themselves, and until then hold
 * the ports. One that does not is ended.
 */
export async function awaitOrphans(data: string, scripts: Record<string, string>): Promise<void> {
  const path = join(data, 'pids.json');
  if (!existsSync(path)) return;
  const before: Record<string, unknown> = JSON.parse(readFileSync(path, 'utf8'));
  for (const [name, script] of Object.entries(scripts)) {
    const pid = before[name];
    if (typeof pid !== 'number' || !commandLineOf(pid)?.includes(script)) continue;
    if (await endedWithin(pid, ORPHAN_MS)) continue;
    signal(pid, 'SIGKILL');
    await endedWithin(pid, ORPHAN_MS);
  }
}
