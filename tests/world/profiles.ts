import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whether a browser has written something to its disk: what it only remembers is lost in a crash. */
export function isOnDisk(profile: string, folder: string, what: string): boolean {
  const path = join(profile, 'Default', folder);
  return readdirSync(path).some((name) => readFileSync(join(path, name), 'latin1').includes(what));
}
