// The check's own check: each fixture breaks the rules it names in its `expect:` comment, and no other.
// The fixtures lie like the project does, and are judged in a copy with the project's own settings.
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findUnread } from './parts/direction.mjs';
import { listFiles, listSources, workspaces } from './source-files.mjs';

const judges = {
  lint: './parts/lint.mjs',
  types: './parts/typescript.mjs',
  direction: './parts/direction.mjs',
  'dead-code': './parts/dead-code.mjs',
  house: './parts/house.mjs',
};
const settings = /^(biome\.jsonc|\.dependency-cruiser\.mjs|knip\.jsonc|tsconfig[a-z.]*\.json)$/;

export async function check({ root }) {
  const copy = mkdtempSync(join(tmpdir(), 'parley-check-'));
  try {
    layOut(root, copy);
    const reported = new Map();
    const all = await Promise.all(Object.values(judges).map((part) => judge(part, copy)));
    for (const { file = '', rule } of all.flat()) {
      reported.set(file, (reported.get(file) ?? new Set()).add(rule));
    }
    const { expected, findings } = compare(copy, reported);
    findings.push(...untried(root, expected));
    if (findUnread(listSources(root), []).length === 0) {
      findings.push({ rule: 'floor', text: 'direction does not notice that it read nothing' });
    }
    return { read: `${expected.size} rules caught`, findings };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function judge(part, root) {
  const { check: run } = await import(part);
  const { findings } = await run({ root, only: [] });
  return findings;
}

function layOut(root, copy) {
  cpSync(join(root, 'scripts/check/fixtures'), copy, { recursive: true });
  for (const file of [
    '',
    ...workspaces,
    'web/live',
    'web/desk',
    'web/ui',
    'web/widget',
    'web/room',
    'web/sdk',
  ]) {
    for (const name of readdirSync(join(root, file)).filter((each) => settings.test(each))) {
      cpSync(join(root, file, name), join(copy, file, name));
    }
  }
  const modules = join(copy, 'node_modules');
  mkdirSync(join(modules, '@parley'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== '@parley') symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  for (const name of workspaces) symlinkSync(join(copy, name), join(modules, '@parley', name));
}

// Fixtures that are imported, so that nothing in them is dead.
const used = /^(server|contracts|core)\/good\.ts$|^server\/main\.ts$/;

/** Both ways: what a fixture expects is reported, and what is reported was expected. */
function compare(copy, reported) {
  const expected = new Set();
  const findings = [];
  for (const file of new Set([...listFiles(copy), ...reported.keys()])) {
    const wanted = expectationOf(copy, file);
    const got = [...(reported.get(file) ?? [])];
    for (const rule of wanted) expected.add(rule);
    const missed = wanted.filter((rule) => !got.includes(rule));
    const surplus = got.filter((rule) => !wanted.includes(rule) && !isIdle(file, rule));
    findings.push(
      ...missed.map((rule) => ({ file, rule, text: 'the check does not catch this' })),
      ...surplus.map((rule) => ({ file, rule, text: 'the fixture does not expect this' })),
    );
  }
  return { expected, findings };
}

/** Nobody imports a fixture: that is only worth a word where it is the point. */
function isIdle(file, rule) {
  return rule.startsWith('dead/') && !used.test(file);
}

/** `expect: rule, rule` in the file; in JSON a field, as it has no comments. */
function expectationOf(copy, file) {
  if (!file || settings.test(file.split('/').at(-1))) return [];
  const match = /expect"?: "?([\w@/., -]+)/.exec(readFileSync(join(copy, file), 'utf8'));
  return match
    ? match[1]
        .split(',')
        .map((rule) => rule.trim())
        .filter(Boolean)
    : [];
}

/** Every rule that our settings name has a fixture. */
function untried(root, expected) {
  const named = new Set([...biomeRules(root), ...ownRules(root)]);
  return [...named]
    .filter((rule) => !expected.has(rule))
    .map((rule) => ({ rule, text: 'no fixture breaks this rule' }));
}

function biomeRules(root) {
  const text = readFileSync(join(root, 'biome.jsonc'), 'utf8').replace(/^\s*\/\/.*$/gm, '');
  const { linter, overrides } = JSON.parse(text);
  return [linter, ...overrides.map((override) => override.linter)].flatMap(({ rules }) =>
    Object.entries(rules)
      .filter(([, group]) => typeof group === 'object')
      .flatMap(([group, entries]) =>
        Object.entries(entries)
          .filter(([, level]) => level !== 'off')
          .map(([name]) => `lint/${group}/${name}`),
      ),
  );
}

/** The names our own rules report under, and dependency-cruiser's, as they stand in their files. */
function ownRules(root) {
  const files = [
    'house/code.mjs',
    'house/names.mjs',
    'house/text.mjs',
    'house/lock.mjs',
    'typed-rules.mjs',
  ];
  const own = files
    .map((file) => readFileSync(join(root, 'scripts/check', file), 'utf8'))
    .join('\n');
  const direction = readFileSync(join(root, '.dependency-cruiser.mjs'), 'utf8');
  return [
    ...[...own.matchAll(/\b(?:rule: |finding\()'([\w-]+)'/g)].map((match) => match[1]),
    ...[...direction.matchAll(/(?:\bname: |\bblind\()'([\w-]+)'/g)].map((match) => match[1]),
    ...[...direction.matchAll(/\bsees\('(\w+)'/g)].map((match) => `${match[1]}-direction`),
  ];
}
