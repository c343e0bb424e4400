import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { SHARED_FOLDER } from './binaries.ts';
import { Refusal } from './refusal.ts';
import { canReach, type SystemUser } from './run-as.ts';

/** The files of one embedded database. */
export type DatabaseFolder = {
  path: string;
  /** PostgreSQL's own files; a link where they had to live elsewhere. */
  cluster: string;
  credentials: string;
  port: string;
  lock: string;
  log: string;
};

/** Passwords of the two roles: the owner of Parley's database, and the one that may do anything. */
export type Credentials = { password: string; adminPassword: string };

export const ADMIN = 'parley_admin';
export const OWNER = 'parley';
export const DATABASE = 'parley';

/** Names the files of the database in a folder, which need not exist yet. */
export function databaseFolder(folder: string): DatabaseFolder {
  const path = resolve(folder);
  return {
    path,
    cluster: join(path, 'cluster'),
    credentials: join(path, 'credentials.json'),
    port: join(path, 'port'),
    lock: join(path, 'launcher.pid'),
    log: join(path, 'postgresql.log'),
  };
}

/** Makes the folder; others may pass through it when PostgreSQL runs as somebody else. */
export function prepareFolder(at: DatabaseFolder): void {
  const asRoot = process.getuid?.() === 0;
  mkdirSync(at.path, { recursive: true, mode: asRoot ? 0o711 : 0o700 });
  if (asRoot) chmodSync(at.path, 0o711);
}

/**
 * Where the cluster really lives. A folder that PostgreSQL's user cannot reach (the home of root)
 * holds only a link to a place that it can.
 */
export function placeCluster(at: DatabaseFolder, user: SystemUser | undefined): void {
  const settled = isLink(at.cluster) || existsSync(at.cluster);
  if (user === undefined || settled || canReach(at.path, user)) return;
  const home = join(SHARED_FOLDER, `database-${randomBytes(8).toString('hex')}`);
  mkdirSync(home, { recursive: true, mode: 0o711 });
  symlinkSync(join(home, 'cluster'), at.cluster);
}

/** Where a cluster is or will be: through the link when there is one. */
export function homeOf(cluster: string): string {
  const link = lstatSync(cluster, { throwIfNoEntry: false });
  return link?.isSymbolicLink() ? readlinkSync(cluster) : cluster;
}

/** The passwords, made at random when there are none yet. */
export function credentialsOf(at: DatabaseFolder): Credentials {
  if (!existsSync(at.credentials)) {
    const secret = (): string => randomBytes(24).toString('base64url');
    writeWhole(at.credentials, JSON.stringify({ password: secret(), adminPassword: secret() }));
  }
  const kept: unknown = JSON.parse(readFileSync(at.credentials, 'utf8'));
  if (isCredentials(kept)) return kept;
  throw new Refusal(`${at.credentials} is damaged: restore it from a backup.`);
}

/** The port used last, so that addresses stay the same from start to start. */
export function rememberedPort(at: DatabaseFolder): number | undefined {
  if (!existsSync(at.port)) return undefined;
  const port = Number(readFileSync(at.port, 'utf8'));
  return Number.isInteger(port) && port > 0 ? port : undefined;
}

export function rememberPort(at: DatabaseFolder, port: number): void {
  if (rememberedPort(at) !== port) writeWhole(at.port, `${port}\n`);
}

/** The address of a database for one of the two roles. */
export function databaseUrl(port: number, role: string, password: string): string {
  const name = role === ADMIN ? 'postgres' : DATABASE;
  return `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${name}`;
}

/** Writes a file of ours so that it is never seen half written. */
function writeWhole(path: string, text: string): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, path);
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function isCredentials(value: unknown): value is Credentials {
  return (
    typeof value === 'object' &&
    value !== null &&
    'password' in value &&
    typeof value.password === 'string' &&
    'adminPassword' in value &&
    typeof value.adminPassword === 'string'
  );
}
