import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Refusal } from './refusal.ts';

/** The user PostgreSQL runs as. */
export type SystemUser = { uid: number; gid: number };

const REACH = 0o1;

/** Who PostgreSQL runs as: ourselves (nothing), or somebody else when we are root, which it refuses. */
export function databaseUser(cluster: string): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (existsSync(cluster)) {
    const owner = statSync(cluster);
    if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  }
  return nobody();
}

/** Whether this user can go through every folder down to this one. */
export function canReach(folder: string, user: SystemUser): boolean {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(at) && !canEnter(realpathSync(at), user)) return false;
    if (at === dirname(at)) return true;
  }
}

function canEnter(folder: string, user: SystemUser): boolean {
  const { mode, uid, gid } = statSync(folder);
  if (uid === user.uid) return Boolean(mode & (REACH << 6));
  if (gid === user.gid) return Boolean(mode & (REACH << 3));
  return Boolean(mode & REACH);
}

/** NOTE A number without an entry in /etc/passwd will not do: PostgreSQL looks its own user up. */
function nobody(): SystemUser {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name === 'nobody') return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Refusal(
    'PostgreSQL does not run as root and this machine has no user "nobody": start Parley as another user.',
  );
}
