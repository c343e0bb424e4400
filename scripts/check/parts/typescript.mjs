// Types: TypeScript's own diagnostics, and the rules that need types (../typed-rules.mjs).
// NOTE: TypeScript 7 shares its programs through an interface it calls unstable; the version is pinned.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { API } from 'typescript7/unstable/sync';
import { listSources } from '../source-files.mjs';
import { findInProject } from '../typed-rules.mjs';

const noInputs = 18003;

export async function check({ root, only }) {
  const api = new API({ cwd: root });
  try {
    return checkProjects({ root, api, configs: listProjects(root).filter(concerns(only)) });
  } finally {
    api.close();
  }
}

/** The root's references, in order: folders, or config files themselves. */
function listProjects(root) {
  const { references } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
  return references
    .map(({ path }) => (path.endsWith('.json') ? path : join(path, 'tsconfig.json')))
    .filter((path) => existsSync(join(root, path)))
    .map((path) => path.replaceAll('\\', '/').replace(/^\.\//, ''));
}

function concerns(only) {
  const inside = (path, folder) => path === folder || path.startsWith(`${folder}/`);
  return (config) =>
    only.length === 0 ||
    only.some((path) => path === '' || inside(path, dirname(config)) || inside(config, path));
}

function checkProjects({ root, api, configs }) {
  const all = configs.length === listProjects(root).length;
  const sources = all ? listSources(root) : [];
  const snapshot = api.updateSnapshot({ openProjects: configs.map((path) => resolve(root, path)) });
  const findings = new Map();
  const seen = new Set();
  const add = (finding) => findings.set(JSON.stringify(finding), finding);
  for (const config of configs) {
    const project = snapshot.getProject(resolve(root, config));
    if (!project) {
      add({ rule: 'project', file: config, text: 'TypeScript did not open this project' });
      continue;
    }
    for (const diagnostic of diagnose(project.program)) add(describe(root, config, diagnostic));
    const fresh = project.rootFiles.filter((file) => !seen.has(file));
    for (const file of fresh) seen.add(file);
    for (const finding of findInProject(project, fresh)) {
      add({ ...finding, file: fromRoot(root, finding.file) });
    }
  }
  const read = new Set([...seen].map((file) => fromRoot(root, file)));
  const missed = sources.filter((path) => !read.has(path));
  for (const file of missed) add({ rule: 'floor', file, text: 'is in no TypeScript project' });
  return {
    read: `${configs.length} projects, ${seen.size} files`,
    findings: [...findings.values()],
  };
}

function diagnose(program) {
  const broken = [
    ...program.getConfigFileParsingDiagnostics(),
    ...program.getProgramDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...program.getSyntacticDiagnostics(),
  ];
  const all = broken.length > 0 ? broken : program.getSemanticDiagnostics();
  return all.filter(({ code }) => code !== noInputs);
}

const texts = new Map();

function describe(root, config, { fileName, pos, code, text, messageChain }) {
  const reasons = (messageChain ?? []).map((reason) => `\n${reason.text}`).join('');
  if (!fileName) return { rule: `TS${code}`, file: config, text: text + reasons };
  if (!texts.has(fileName)) texts.set(fileName, readFileSync(fileName, 'utf8'));
  const line = texts.get(fileName).slice(0, pos).split('\n').length;
  return { rule: `TS${code}`, file: fromRoot(root, fileName), line, text: text + reasons };
}

function fromRoot(root, file) {
  return relative(root, file).replaceAll('\\', '/');
}
