// The files that are ours: what the check reads, and what the tools must not have missed.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const skippedFolders = new Set([
  '.git',
  '.parley',
  'data',
  'dist',
  'node_modules',
  'playwright-report',
  'test-results',
]);

const violationsOnPurpose = 'scripts/check/fixtures';

/** Paths from the root, with forward slashes. */
export function listFiles(root, folder = '') {
  const found = [];
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    const skipped = skippedFolders.has(entry.name) || path === violationsOnPurpose;
    if (entry.isDirectory() && !skipped) found.push(...listFiles(root, path));
    if (entry.isFile()) found.push(path);
  }
  return found;
}

/** Tests, and all that only serves tests. */
export function isTest(path) {
  return path.startsWith('tests/') || /\.test\.tsx?$/.test(path) || path.includes('/testing/');
}

export const workspaces = ['core', 'contracts', 'server', 'media', 'web', 'deploy', 'tests'];

/** TypeScript sources of the workspaces. */
export function listSources(root) {
  return listFiles(root).filter(
    (path) => /\.tsx?$/.test(path) && workspaces.includes(path.split('/')[0] ?? ''),
  );
}
