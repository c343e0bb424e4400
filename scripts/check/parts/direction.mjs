// Direction: who may import whom (../../../.dependency-cruiser.mjs).
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { listSources, workspaces } from '../source-files.mjs';
import { readJson, runTool } from '../tool.mjs';

export async function check({ root }) {
  const folders = workspaces.filter((folder) => existsSync(join(root, folder)));
  const args = ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...folders];
  const script = 'dependency-cruiser/bin/dependency-cruise.mjs';
  const sources = listSources(root);
  const { modules, summary } = readJson(await runTool({ script, args, cwd: root }));
  const findings = summary.violations.map(describe);
  findings.push(...findUnread(sources, modules));
  const arrows = modules.reduce((sum, { dependencies }) => sum + dependencies.length, 0);
  return { read: `${summary.totalCruised} modules, ${arrows} imports`, findings };
}

function describe({ rule, from, to, cycle }) {
  const way = cycle ? [from, ...cycle.map(({ name }) => name)].join(' → ') : `${from} → ${to}`;
  return { file: from, rule: rule.name, text: way };
}

/** dependency-cruiser says nothing when it cannot read TypeScript: each source must be in its answer. */
export function findUnread(sources, modules) {
  const read = new Set(modules.map(({ source }) => source));
  const blind = sources.filter((file) => !read.has(file) && !file.endsWith('.d.ts'));
  const findings = blind.map((file) => ({ file, rule: 'floor', text: 'was not read' }));
  const withImports = modules.filter(({ dependencies }) => dependencies.length > 0);
  if (withImports.length < sources.length / 3) {
    findings.push({ rule: 'floor', text: `only ${withImports.length} modules have imports` });
  }
  return findings;
}
