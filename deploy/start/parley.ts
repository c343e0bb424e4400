import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { takeFolder } from '../database/launcher-lock.ts';
import { awaitOrphans, prepareData, secretOf } from './data-folder.ts';
import { Installation, type RunningParley, type Scripts } from './installation.ts';
import { claimPorts, readSettings } from './settings.ts';

export type ParleyToStart = {
  /** The data folder; what PARLEY_DATA says otherwise. */
  data?: string;
  /** The settings, over those of our own environment. */
  env?: Record<string, string>;
  /** Told what a person may want to read while Parley starts and runs. */
  report?: (words: string) => void;
  /** Other programs in the place of the product's own. */
  scripts?: Scripts;
};

const OWN_SCRIPTS: Scripts = {
  server: fileURLToPath(new URL('../../server/main.ts', import.meta.url)),
  media: fileURLToPath(new URL('../../media/main.ts', import.meta.url)),
};

/**
 * Starts database, server and media node as processes of their own and keeps each running.
 * Settles when the server can be reached; the media node may come later. Throws a `Refusal`.
 */
export async function startParley(asked: ParleyToStart = {}): Promise<RunningParley> {
  const { report = () => undefined, scripts = OWN_SCRIPTS } = asked;
  const env = { ...process.env, ...asked.env };
  const settings = readSettings(asked.data ? { ...env, PARLEY_DATA: asked.data } : env);
  prepareData(settings.data);
  const release = takeFolder(join(settings.data, 'supervisor.pid'));
  try {
    await awaitOrphans(settings.data, scripts);
    const linkPort = await claimPorts(settings);
    const secret = settings.secret ?? secretOf(settings.data);
    const installation = new Installation({ settings, report, release });
    const databaseUrl = await installation.startDatabase();
    installation.startChildren(scripts, {
      ...env,
      DATABASE_URL: databaseUrl,
      PARLEY_SECRET: secret,
      PARLEY_HOST: settings.host,
      PORT: String(settings.port),
      PARLEY_MEDIA_PORT: String(settings.mediaPort),
      PARLEY_MEDIA_LINK_PORT: String(linkPort),
      PARLEY_DATA: settings.data,
    });
    return await installation.whenOpen();
  } catch (error) {
    release();
    throw error;
  }
}
