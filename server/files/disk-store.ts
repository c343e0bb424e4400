import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../database/database.ts';
import { type ObjectStore, safeName } from './object-store.ts';

/** Stands in no name of a content. */
const UNFINISHED = '~';

/** Contents in a folder, one file each, in sub-folders by the first letters after `file_`. */
export function diskStore(folder: string): ObjectStore {
  const folderOf = (name: string): string => join(folder, safeName(name).slice(5, 7));
  const pathOf = (name: string): string => join(folderOf(name), name);
  return {
    async put(name, _sizeBytes, bytes) {
      await mkdir(folderOf(name), { recursive: true, mode: 0o700 });
      const unfinished = `${pathOf(name)}${UNFINISHED}${randomUUID()}`;
      try {
        await writeThrough(unfinished, bytes());
        await rename(unfinished, pathOf(name));
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
      await flushFolder(folderOf(name));
      await clearUnfinished(folderOf(name), name);
    },
    async get(name) {
      try {
        const file = await open(pathOf(name), 'r');
        return createReadStream('', { fd: file }) as AsyncIterable<Buffer>;
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return null;
        throw error;
      }
    },
    async remove(name) {
      await rm(pathOf(name), { force: true });
      await clearUnfinished(folderOf(name), name);
    },
  };
}

/** What a process that was killed had begun to write under this name. */
async function clearUnfinished(folder: string, name: string): Promise<void> {
  const left = (await namesIn(folder)).filter((one) => one.startsWith(`${name}${UNFINISHED}`));
  for (const one of left) await rm(join(folder, one), { force: true });
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

async function writeThrough(path: string, bytes: Iterable<Buffer>): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    for (const piece of bytes) await file.writeFile(piece);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Without this a name can be gone after the machine loses its power. */
async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
