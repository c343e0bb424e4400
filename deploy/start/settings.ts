import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { findFreePorts, isPortFree, isUdpPortFree } from '../database/free-port.ts';
import { Refusal } from '../database/refusal.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What the supervisor is told by its environment. */
export type Settings = {
  data: string;
  host: string;
  port: number;
  /** The first of one UDP and TCP port per media worker. */
  mediaPort: number;
  mediaPorts: number;
  /** Nothing when it was not asked for: then it may be any that is free. */
  linkPort: number | undefined;
  databaseUrl: string | undefined;
  secret: string | undefined;
};

const DEFAULT_LINK_PORT = 20_090;

export function readSettings(env: Environment): Settings {
  return {
    data: resolve(env.PARLEY_DATA || 'data'),
    host: env.PARLEY_HOST || '127.0.0.1',
    port: readPort(env, 'PORT') ?? 8080,
    mediaPort: readPort(env, 'PARLEY_MEDIA_PORT') ?? 20_100,
    mediaPorts: Number(env.PARLEY_MEDIA_WORKERS) || availableParallelism(),
    linkPort: readPort(env, 'PARLEY_MEDIA_LINK_PORT'),
    databaseUrl: env.DATABASE_URL || undefined,
    secret: env.PARLEY_SECRET || undefined,
  };
}

/** Refuses in words when a port that people count on is taken; gives the one for the media link. */
export async function claimPorts(settings: Settings): Promise<number> {
  const { host, port, mediaPort, mediaPorts, linkPort } = settings;
  if (!(await isPortFree(port, host))) throw taken(port, 'PORT', port + 1);
  for (let each = mediaPort; each < mediaPort + mediaPorts; each += 1) {
    const isFree = (await isPortFree(each, host)) && (await isUdpPortFree(each, host));
    if (!isFree) throw taken(each, 'PARLEY_MEDIA_PORT', mediaPort + 100);
  }
  const wanted = linkPort ?? DEFAULT_LINK_PORT;
  if (await isPortFree(wanted, host)) return wanted;
  if (linkPort !== undefined) throw taken(linkPort, 'PARLEY_MEDIA_LINK_PORT', linkPort + 1);
  return findFreePorts(1, host);
}

function taken(port: number, setting: string, other: number): Refusal {
  return new Refusal(
    `Port ${port} is taken: stop the program that uses it, or choose another with "${setting}=${other} npm start".`,
  );
}

function readPort(env: Environment, name: string): number | undefined {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new Refusal(`${name} must be a number from 1 to 65535, not "${text}".`);
}
