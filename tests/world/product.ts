import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePorts } from '../../deploy/database/free-port.ts';
import { startParley } from '../../deploy/start/parley.ts';

/** The whole product, running for the tests: its own data folder, its own ports. */
export type Product = {
  readonly demo: string;
  readonly desk: string;
  readonly folder: string;
  readonly signIn: (who: 'alex' | 'bo') => { readonly email: string; readonly password: string };
  readonly pids: () => ReturnType<Awaited<ReturnType<typeof startParley>>['pids']>;
  readonly stop: () => Promise<void>;
};

/** Starts database, server and media node as `npm start` does and waits until calls can be made. */
export async function startProduct(env: Record<string, string> = {}): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-tests-'));
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
    pids: () => parley.pids(),
    stop: async () => {
      await parley.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
