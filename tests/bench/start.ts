import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePorts } from '../../deploy/database/free-port.ts';
import { endedWithin } from '../../deploy/database/processes.ts';
import { startDatabase } from '../../deploy/database/start-database.ts';
import type { RunningParley } from '../../deploy/start/installation.ts';
import { startParley } from '../../deploy/start/parley.ts';
import { pairsAsked } from './meeting.ts';
import { type Result, resultOf } from './report.ts';

const ROUNDS = 10;
const GONE_MS = 10_000;

/** Clean folder to ready, restart, and start after kill -9; each beside what PostgreSQL alone takes for the same. */
export async function benchStart(): Promise<readonly Result[]> {
  const ours = { first: [] as number[], again: [] as number[], killed: [] as number[] };
  const floor = { first: [] as number[], again: [] as number[], killed: [] as number[] };
  for (let left = pairsAsked(ROUNDS); left > 0; left -= 1) {
    const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
    // As root the database runs as another user, who has to reach the folder.
    chmodSync(folder, 0o711);
    const data = join(folder, 'data');
    const env = {
      PORT: String(await findFreePorts(1)),
      PARLEY_MEDIA_PORT: String(await findFreePorts(2)),
    };
    floor.first.push(await databaseAlone(join(folder, 'alone')));
    ours.first.push(await product({ data, env }, 'stop'));
    floor.again.push(await databaseAlone(join(folder, 'alone')));
    ours.again.push(await product({ data, env }, 'kill'));
    floor.killed.push(await databaseAlone(join(folder, 'alone')));
    ours.killed.push(await product({ data, env }, 'stop'));
    rmSync(folder, { recursive: true, force: true });
  }
  const note =
    'ready: server answers and the media node can carry a call; media worker already built; floor: PostgreSQL alone on its own folder';
  return (['first', 'again', 'killed'] as const).map((which) =>
    resultOf({
      name: `start ${which}`,
      unit: 'ms',
      note: which === 'killed' ? `${note}; every process ended with kill -9 before` : note,
      floor: floor[which],
      ours: ours[which],
      timesMs: ours[which],
    }),
  );
}

async function product(
  asked: { readonly data: string; readonly env: Record<string, string> },
  end: 'stop' | 'kill',
): Promise<number> {
  const from = performance.now();
  const parley = await startParley(asked);
  await parley.mediaReady;
  const tookMs = performance.now() - from;
  if (end === 'stop') await parley.stop();
  else await killAll(parley);
  return tookMs;
}

/** Server, media node and database end by kill -9 at the same moment. */
async function killAll(parley: RunningParley): Promise<void> {
  const { supervisor: _ours, ...killed } = parley.pids();
  parley.kill();
  for (const pid of Object.values(killed)) {
    if (!(await endedWithin(pid, GONE_MS))) throw new Error('a killed process did not end');
  }
}

async function databaseAlone(folder: string): Promise<number> {
  const from = performance.now();
  const database = await startDatabase({ folder });
  const tookMs = performance.now() - from;
  await database.stop();
  return tookMs;
}
