// The lock must serve every platform and name no registry: `npm ci` elsewhere fails long after `npm i` here passed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export function findInLock(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const names = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)));
  return Object.entries(packages).flatMap(([path, entry]) => [
    ...missingPlatforms(path, entry, names),
    ...foreignSource(path, entry),
  ]);
}

function missingPlatforms(path, { optionalDependencies = {} }, names) {
  return Object.keys(optionalDependencies)
    .filter((name) => !names.has(name))
    .map((name) => finding('lock-platform', `${path || 'the project'} misses ${name}`));
}

function foreignSource(path, { resolved = '' }) {
  return /^https?:/.test(resolved) ? [finding('registry-host', `${path} names ${resolved}`)] : [];
}

function finding(rule, text) {
  return { file: 'package-lock.json', rule, text };
}
