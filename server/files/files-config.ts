import { resolve } from 'node:path';
import { ConfigRefusal } from '../config-refusal.ts';
import { diskStore } from './disk-store.ts';
import type { ObjectStore } from './object-store.ts';
import { type S3Config, s3Store } from './s3-store.ts';

/** Where files are kept. */
export type FilesConfig =
  | { readonly kind: 'disk'; readonly folder: string }
  | ({ readonly kind: 's3' } & S3Config);

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads what is said of files; the first thing that cannot be is refused in words. */
export function readFilesConfig(env: Environment): FilesConfig {
  const kind = env.PARLEY_FILES || 'disk';
  switch (kind) {
    case 'disk':
      return { kind, folder: resolve(env.PARLEY_DATA || 'data', 'files') };
    case 's3':
      return {
        kind,
        endpoint: readEndpoint(env.PARLEY_S3_ENDPOINT),
        bucket: readBucket(env.PARLEY_S3_BUCKET),
        region: env.PARLEY_S3_REGION || 'us-east-1',
        accessKey: needed(env, 'PARLEY_S3_ACCESS_KEY'),
        secretKey: needed(env, 'PARLEY_S3_SECRET_KEY'),
      };
    default:
      throw new ConfigRefusal(`PARLEY_FILES must be disk or s3, not "${kind}".`);
  }
}

/** The store that is meant. */
export function objectStoreOf(config: FilesConfig): ObjectStore {
  return config.kind === 'disk' ? diskStore(config.folder) : s3Store(config);
}

function needed(env: Environment, name: string): string {
  const text = env[name];
  if (text !== undefined && text !== '') return text;
  throw new ConfigRefusal(`${name} is needed where PARLEY_FILES is s3.`);
}

function readEndpoint(text: string | undefined): string {
  const url = URL.parse(text ?? '');
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (url !== null && isWeb && url.pathname === '/' && url.search === '') return url.origin;
  throw new ConfigRefusal(
    'PARLEY_S3_ENDPOINT must be like https://s3.example, without bucket and path.',
  );
}

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

function readBucket(text = ''): string {
  if (BUCKET.test(text)) return text;
  throw new ConfigRefusal('PARLEY_S3_BUCKET must be the name of a bucket.');
}
