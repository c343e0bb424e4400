import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from '@playwright/test';
import { findFreePorts } from '../../deploy/database/free-port.ts';
import { startParley } from '../../deploy/start/parley.ts';

type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>;

/** The agents that the first start makes. */
export type AgentName = 'alex' | 'bo';

/** The whole product, running for the tests: its own data folder, its own ports. */
export type Product = {
  readonly demo: string;
  readonly desk: string;
  readonly folder: string;
  readonly signIn: (who: AgentName) => { readonly email: string; readonly password: string };
  /** What the browsers of agents keep once they have signed in. */
  readonly signedIn: Map<AgentName, SignedIn>;
  readonly pids: () => ReturnType<Awaited<ReturnType<typeof startParley>>['pids']>;
  /** Kills one part at once; it comes back by itself under another number than the one given back. */
  readonly kill: (part: 'database' | 'server' | 'media') => number;
  /** Copies what server and media node wrote into a folder. */
  readonly keepLogs: (folder: string) => void;
  readonly stop: () => Promise<void>;
};

/** Starts database, server and media node as `npm start` does and waits until calls can be made. */
export async function startProduct(env: Record<string, string> = {}): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-tests-'));
  // As root the database runs as another user, who has to reach the folder.
  chmodSync(folder, 0o711);
  const port = await findFreePorts(1);
  const mediaPort = await findFreePorts(2);
  const parley = await startParley({
    data: join(folder, 'data'),
    env: { PORT: String(port), PARLEY_MEDIA_PORT: String(mediaPort), ...env },
  });
  await parley.mediaReady;
  return {
    demo: parley.urls.demo,
    desk: parley.urls.desk,
    folder,
    signIn: (who) => {
      const found = parley.signIns.find((one) => one.email.startsWith(who));
      if (found === undefined) throw new Error(`the first start made no sign-in for ${who}`);
      return found;
    },
    signedIn: new Map(),
    pids: () => parley.pids(),
    kill: (part) => {
      const pid = parley.pids()[part];
      if (pid === undefined) throw new Error(`${part} does not run`);
      process.kill(pid, 'SIGKILL');
      return pid;
    },
    keepLogs: (to) => cpSync(join(folder, 'data', 'logs'), to, { recursive: true }),
    stop: async () => {
      await parley.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
