import { createHash } from 'node:crypto';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MediaWorkerRefusal } from './refusal.ts';

const SHIMS = join(import.meta.dirname, 'shims');

type Edit = { file: string; from: string; to: string };

/** Changes to mediasoup's own files. Each must match exactly once, or a new release needs a look. */
export const EDITS: readonly Edit[] = [
  {
    // Debian 12 has meson 1.0.1, and nothing in the project needs 1.1.
    file: 'meson.build',
    from: "meson_version: '>= 1.1.0'",
    to: "meson_version: '>= 1.0.0'",
  },
  {
    // A BIO callback must hand back the result of every finished operation, whatever it was.
    // See docs/decisions/0002-media-worker-from-distribution-libraries.md.
    file: 'src/RTC/DtlsTransport.cpp',
    from: '(operationType == BIO_CB_RETURN) ? static_cast<long>(ret) : 1',
    to: '((operationType & BIO_CB_RETURN) != 0) ? static_cast<long>(ret) : 1',
  },
];

/** What `meson setup` is told; part of the patch, because it changes the binary as well. */
export const SETUP_OPTIONS: readonly string[] = [
  '--buildtype=release',
  '-Db_ndebug=true',
  // Only where the kernel and the container allow it; one behaviour everywhere is worth more.
  '-Dms_disable_liburing=true',
  '--wrap-mode=nodownload',
];

async function shimFiles(): Promise<string[]> {
  const found = await readdir(SHIMS, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Ten hex digits that change whenever what we do to the sources changes. */
export async function patchHash(): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([EDITS, SETUP_OPTIONS]));
  for (const file of await shimFiles()) {
    const name = file.slice(SHIMS.length).replaceAll('\\', '/');
    hash.update(`\0${name}\0`).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 10);
}

export function applyEdit(text: string, edit: Edit): string {
  const parts = text.split(edit.from);
  const [before, after] = parts;
  if (parts.length !== 2 || before === undefined || after === undefined) {
    throw new MediaWorkerRefusal(
      `The media worker's sources are not the ones our patch was made for: ${edit.file} has ` +
        `"${edit.from}" ${parts.length - 1} times instead of once.`,
    );
  }
  return before + edit.to + after;
}

/** Copies the worker's sources to `folder` and makes them build against the distribution's libraries. */
export async function copyPatchedSources(sources: string, folder: string): Promise<void> {
  const subprojects = join(folder, 'subprojects');
  await cp(sources, folder, { recursive: true });
  // The wraps would fetch each library from the network.
  await rm(subprojects, { recursive: true, force: true });
  await cp(SHIMS, subprojects, { recursive: true });
  for (const edit of EDITS) {
    const file = join(folder, edit.file);
    await writeFile(file, applyEdit(await readFile(file, 'utf8'), edit));
  }
}
