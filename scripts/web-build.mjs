import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Failure } from './failure.mjs';
import { pinnedNode, pinnedPath } from './pinned-node.mjs';
import { notes, root, runQuietly } from './programs.mjs';
import { showStep } from './progress.mjs';

const SOURCES = ['web', 'core', 'contracts', 'tests/host-page'];
const LEFT_OUT = new Set(['node_modules', 'dist', 'test-results']);
const stampFile = resolve(notes, 'web-build');
const built = resolve(root, 'web/dist');

/** Builds the pages, unless nothing that goes into them has changed since the last build. */
export async function ensureWebBuild({ always = false } = {}) {
  const stamp = sourcesStamp();
  const isFresh = existsSync(built) && existsSync(stampFile);
  if (!always && isFresh && readFileSync(stampFile, 'utf8') === stamp) return;
  await showStep('Building the pages', build);
  mkdirSync(notes, { recursive: true });
  writeFileSync(stampFile, stamp);
}

async function build() {
  const { code, output, logFile } = await runQuietly({
    command: [pinnedNode(), resolve(root, 'web/build.ts')],
    log: 'web-build.log',
    env: pinnedPath(),
  });
  if (code === 0) return;
  console.error(output.trim().split('\n').slice(-30).join('\n'));
  throw new Failure(`The pages could not be built: see above or ${logFile}.`);
}

function sourcesStamp() {
  const hash = createHash('sha256').update(readFileSync(resolve(root, 'package-lock.json')));
  for (const path of SOURCES.flatMap((folder) => filesIn(resolve(root, folder)))) {
    hash.update(path).update('\0').update(readFileSync(path));
  }
  return hash.digest('hex');
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !LEFT_OUT.has(entry.name) && !entry.name.includes('.test.'))
    .flatMap((entry) => {
      const path = resolve(folder, entry.name);
      return entry.isDirectory() ? filesIn(path) : [path];
    })
    .sort();
}
