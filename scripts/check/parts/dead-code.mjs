// Dead code: files, exports and dependencies nobody uses (../../../knip.jsonc).
import { readJson, runTool } from '../tool.mjs';

const words = {
  files: 'nobody imports this file',
  exports: 'nobody imports this',
  types: 'nobody imports this type',
  nsExports: 'nobody uses this through its namespace',
  nsTypes: 'nobody uses this type through its namespace',
  enumMembers: 'nobody uses this member',
  namespaceMembers: 'nobody uses this member',
  duplicates: 'is exported twice',
  dependencies: 'nobody imports this package',
  devDependencies: 'nobody uses this package',
  optionalPeerDependencies: 'is used but only an optional peer',
  unlisted: 'is imported but not in package.json',
  unresolved: 'cannot be found',
  binaries: 'is called but comes from no package',
  catalog: 'is not used',
};

export async function check({ root }) {
  const args = ['--no-progress', '--no-config-hints', '--reporter', 'json'];
  const { issues } = readJson(await runTool({ script: 'knip/bin/knip.js', args, cwd: root }));
  return { read: 'files, exports, dependencies', findings: issues.flatMap(describe) };
}

function describe({ file, ...kinds }) {
  return Object.entries(kinds).flatMap(([kind, items]) => {
    if (!Array.isArray(items)) return [];
    return items.flat().map(({ name, line }) => ({
      file,
      line,
      rule: `dead/${kind}`,
      text: name === file ? words[kind] : `${name}: ${words[kind] ?? kind}`,
    }));
  });
}
