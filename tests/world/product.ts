import { once } from 'node:events';
import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from '@playwright/test';
import { findFreePorts } from '../../deploy/database/free-port.ts';
import { startParley } from '../../deploy/start/parley.ts';
import { openShop } from './shop.ts';
import { setWrapUp } from './wrap-up.ts';

type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>;

/** The agents that the first start makes. */
export type AgentName = 'alex' | 'bo' | 'sam';

/** Who can sign in to the desk. */
export type StaffName = AgentName | 'admin';

/** The whole product, running for the tests: its own data folder, its own ports. */
export type Product = {
  readonly origin: string;
  readonly demo: string;
  readonly desk: string;
  /** A page of somebody else, with the strictest policy that still lets the widget in. */
  readonly shop: string;
  /** The first of the ports that sound and pictures come to, by UDP and by TCP. */
  readonly mediaPort: number;
  readonly folder: string;
  readonly signIn: (who: StaffName) => { readonly email: string; readonly password: string };
  /** What the browsers of agents keep once they have signed in. */
  readonly signedIn: Map<AgentName, SignedIn>;
  readonly pids: () => ReturnType<Awaited<ReturnType<typeof startParley>>['pids']>;
  /** Kills one part at once; it comes back by itself under another number than the one given back. */
  readonly kill: (part: 'database' | 'server' | 'media') => number;
  /** Copies what server and media node wrote into a folder. */
  readonly keepLogs: (folder: string) => void;
  readonly stop: () => Promise<void>;
};

/**
 * Starts database, server and media node as `npm start` does and waits until calls can be made; on this machine
 * alone, or also at another address of it.
 */
export async function startProduct(
  reachedAt?: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-tests-'));
  // As root the database runs as another user, who has to reach the folder.
  chmodSync(folder, 0o711);
  const port = await findFreePorts(1);
  const mediaPort = await findFreePorts(2);
  const shop = await openShop(`http://localhost:${port}`);
  const said: string[] = [];
  const parley = await startParley({
    report: (words) => said.push(words),
    data: join(folder, 'data'),
    env: {
      PORT: String(port),
      PARLEY_MEDIA_PORT: String(mediaPort),
      // Its own: two products that start at the same moment would both find the usual one free.
      PARLEY_MEDIA_LINK_PORT: String(await findFreePorts(1)),
      PARLEY_ORIGINS: shop.origin,
      // One agent invites the same few people in journey after journey.
      PARLEY_SMS_PER_AGENT: '300',
      PARLEY_SMS_PER_NUMBER: '300',
      ...(reachedAt === undefined ? {} : openTo(reachedAt, port)),
      ...settings,
    },
  });
  await Promise.race([parley.mediaReady, after(MEDIA_MS, said)]);
  // A journey ends and the next one begins: agents are free at once.
  await setWrapUp(folder, 0);
  return {
    origin: new URL(parley.urls.demo).origin,
    demo: parley.urls.demo,
    // Agents sit at this machine: their session needs https elsewhere.
    desk: `http://localhost:${port}/desk/`,
    shop: shop.origin,
    mediaPort,
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
      await shop.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** How long the media node may take with a worker that was built before, in ms. */
const MEDIA_MS = 60_000;

/** Fails after a while with what Parley said meanwhile. */
async function after(ms: number, said: readonly string[]): Promise<never> {
  await once(AbortSignal.timeout(ms), 'abort');
  throw new Error(`calls cannot be made after ${ms} ms: ${said.join(' | ')}`);
}

/** Settings for people who reach this machine at an address of its own. */
function openTo(address: string, port: number): Record<string, string> {
  return {
    PARLEY_HOST: '0.0.0.0',
    PARLEY_PUBLIC_URL: `http://${address}:${port}`,
    PARLEY_PUBLIC_ADDRESS: address,
  };
}
