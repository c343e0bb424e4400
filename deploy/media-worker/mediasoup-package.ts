import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

type Facts = { version: string; repository: { url: string } };

/** What the installed mediasoup package says of itself, read without starting it. */
export type MediasoupPackage = {
  version: string;
  /** Folder with the worker's C++ sources. */
  sources: string;
  /** Where the project publishes its prebuilt workers, without the version. */
  releases: string;
};

export function installedMediasoup(): MediasoupPackage {
  // Its exports hide package.json: go up from the entry point, `node/lib/index.js`.
  const entry = createRequire(import.meta.url).resolve('mediasoup');
  const folder = dirname(dirname(dirname(entry)));
  const { version, repository } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as Facts;
  const page = repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
  return { version, sources: join(folder, 'worker'), releases: `${page}/releases/download` };
}
