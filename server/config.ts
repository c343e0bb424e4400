import { readFileSync } from 'node:fs';
import { ConfigRefusal } from './config-refusal.ts';
import { type FilesConfig, readFilesConfig } from './files/files-config.ts';
import { readSmsConfig, type SmsConfig } from './sms/sms-config.ts';

export { ConfigRefusal } from './config-refusal.ts';

/** The exit code that says: starting again as I am will not help. */
export const REFUSED_EXIT_CODE = 78;

export type Config = {
  readonly databaseUrl: string;
  /** Known to servers and media nodes of one installation only. */
  readonly secret: string;
  readonly host: string;
  readonly port: number;
  /** The address people open, without a trailing slash. */
  readonly publicUrl: string;
  /** Origins of other sites that may embed the widget, beside those an entry names. */
  readonly extraOrigins: readonly string[];
  /** Origins of push services of the operator's own, beside those of the browsers' makers. */
  readonly pushServices: readonly string[];
  readonly sms: SmsConfig;
  readonly files: FilesConfig;
  readonly tls: { readonly cert: string; readonly key: string } | null;
};

type Environment = Readonly<Record<string, string | undefined>>;

const SECRET_LENGTH = 32;

/** Reads the environment; the first thing that cannot be is refused in words. */
export function readConfig(env: Environment): Config {
  const port = readPort(env.PORT ?? '8080');
  const tls = readTls(env);
  const scheme = tls === null ? 'http' : 'https';
  return {
    databaseUrl: readDatabaseUrl(env.DATABASE_URL),
    secret: readSecret(env.PARLEY_SECRET),
    host: env.PARLEY_HOST || '127.0.0.1',
    port,
    publicUrl: readOrigin(
      'PARLEY_PUBLIC_URL',
      env.PARLEY_PUBLIC_URL || `${scheme}://localhost:${port}`,
    ),
    extraOrigins: readOrigins('PARLEY_ORIGINS', env.PARLEY_ORIGINS),
    pushServices: readOrigins('PARLEY_PUSH_SERVICES', env.PARLEY_PUSH_SERVICES),
    sms: readSmsConfig(env),
    files: readFilesConfig(env),
    tls,
  };
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new ConfigRefusal(`PORT must be a number from 1 to 65535, not "${text}".`);
}

function readDatabaseUrl(text: string | undefined): string {
  if (text === undefined || text === '') {
    throw new ConfigRefusal(
      'DATABASE_URL is not set: give the address of the PostgreSQL database.',
    );
  }
  const url = URL.parse(text);
  if (url?.protocol === 'postgres:' || url?.protocol === 'postgresql:') return text;
  throw new ConfigRefusal('DATABASE_URL must look like postgres://user:password@host:port/name.');
}

function readSecret(text: string | undefined): string {
  if (text !== undefined && text.length >= SECRET_LENGTH) return text;
  throw new ConfigRefusal(
    `PARLEY_SECRET must be at least ${SECRET_LENGTH} random characters, the same for every server and media node.`,
  );
}

function readOrigins(name: string, text = ''): readonly string[] {
  const origins = text.split(',').map((each) => each.trim());
  return origins.filter((each) => each !== '').map((each) => readOrigin(name, each));
}

function readOrigin(name: string, text: string): string {
  const url = URL.parse(text);
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (url !== null && isWeb && url.pathname === '/' && url.search === '') return url.origin;
  throw new ConfigRefusal(
    `${name} must be like https://parley.example, without a path: "${text}".`,
  );
}

function readTls(env: Environment): Config['tls'] {
  const { PARLEY_TLS_CERT: cert, PARLEY_TLS_KEY: key } = env;
  if (!cert && !key) return null;
  if (!cert || !key) {
    throw new ConfigRefusal('PARLEY_TLS_CERT and PARLEY_TLS_KEY are needed together.');
  }
  return { cert: readPem('PARLEY_TLS_CERT', cert), key: readPem('PARLEY_TLS_KEY', key) };
}

function readPem(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ConfigRefusal(`${name} names a file that cannot be read: ${path}.`, { cause });
  }
}
