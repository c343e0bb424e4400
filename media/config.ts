import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

/** What a media node is told by its environment. */
export type MediaConfig = {
  readonly databaseUrl: string;
  readonly secret: string;
  /** The address its sockets listen on. */
  readonly host: string;
  /** The address browsers are told; differs from `host` behind address translation. */
  readonly publicAddress: string;
  /** The first of one UDP and TCP port per worker. */
  readonly mediaPort: number;
  readonly link: { readonly port: number; readonly mayMove: boolean };
  readonly workers: number;
  readonly turn: { readonly urls: readonly string[]; readonly secret: string } | null;
  /** The program that gets a media worker and says its steps as lines of JSON. */
  readonly workerBuilder: string;
};

/** Why a node cannot start as it is configured; its message is one sentence for the operator. */
export class ConfigRefusal extends Error {}

type Env = Readonly<Record<string, string | undefined>>;

const SECRET_LENGTH = 16;
const EVERYWHERE = ['0.0.0.0', '::'];

/** Reads the environment, or throws a `ConfigRefusal` that names the setting to change. */
export function readConfig(env: Env): MediaConfig {
  const host = env.PARLEY_HOST || '127.0.0.1';
  const publicAddress = env.PARLEY_PUBLIC_ADDRESS || host;
  if (EVERYWHERE.includes(publicAddress)) {
    throw new ConfigRefusal(
      `PARLEY_HOST is ${host}, so PARLEY_PUBLIC_ADDRESS must name the address that browsers can reach.`,
    );
  }
  const workers = wholeNumber(env, 'PARLEY_MEDIA_WORKERS', { least: 1, most: 256 });
  return {
    databaseUrl: required(env, 'DATABASE_URL'),
    secret: secretOf(env),
    host,
    publicAddress,
    mediaPort: wholeNumber(env, 'PARLEY_MEDIA_PORT', PORTS) ?? 20_100,
    link: {
      port: wholeNumber(env, 'PARLEY_MEDIA_LINK_PORT', PORTS) ?? 20_090,
      mayMove: !env.PARLEY_MEDIA_LINK_PORT,
    },
    workers: workers ?? availableParallelism(),
    turn: turnOf(env),
    workerBuilder:
      env.PARLEY_MEDIA_WORKER_BUILDER ||
      fileURLToPath(new URL('../deploy/media-worker/main.ts', import.meta.url)),
  };
}

function required(env: Env, name: string): string {
  const value = env[name];
  if (!value) throw new ConfigRefusal(`${name} is not set.`);
  return value;
}

function secretOf(env: Env): string {
  const secret = required(env, 'PARLEY_SECRET');
  if (secret.length < SECRET_LENGTH) {
    throw new ConfigRefusal(`PARLEY_SECRET must have at least ${SECRET_LENGTH} characters.`);
  }
  return secret;
}

const PORTS = { least: 1, most: 65_535 };

function wholeNumber(
  env: Env,
  name: string,
  { least, most }: { least: number; most: number },
): number | undefined {
  const value = env[name];
  if (!value) return undefined;
  const number = Number(value);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new ConfigRefusal(
    `${name} is "${value}", but must be a whole number from ${least} to ${most}.`,
  );
}

function turnOf(env: Env): MediaConfig['turn'] {
  const urls = (env.PARLEY_TURN_URLS ?? '').split(',').flatMap((url) => url.trim() || []);
  if (urls.length === 0) return null;
  const wrong = urls.find((url) => !/^turns?:[^\s/]+$/.test(url));
  if (wrong !== undefined) {
    throw new ConfigRefusal(
      `PARLEY_TURN_URLS contains "${wrong}", which is no address such as turn:turn.example.org:3478.`,
    );
  }
  return { urls, secret: required(env, 'PARLEY_TURN_SECRET') };
}
