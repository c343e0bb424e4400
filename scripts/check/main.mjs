// `npm run check`: every part at once, one line each, details only for what fails.
import { fork, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = resolve(import.meta.dirname, '../..');
const partNames = ['lint', 'types', 'direction', 'dead-code', 'house', 'rules'];
const usage = `npm run check -- [PART or PATH …] [--only PATH] [--fix] [--json FILE]
  parts: ${partNames.join(', ')}
  a path (core, web/desk …) shows only what concerns it`;

/** @returns {{ parts: string[], only: string[], fix: boolean, json: string | undefined }} */
function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      fix: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      json: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
    },
  });
  if (values.help) leave(usage, 0);
  const parts = positionals.filter((word) => partNames.includes(word));
  const paths = [...values.only, ...positionals.filter((word) => !partNames.includes(word))];
  for (const path of paths) {
    if (!existsSync(resolve(path))) leave(`There is no part or path "${path}".\n${usage}`, 2);
  }
  const only = paths.map((path) => relative(root, resolve(path)).replaceAll('\\', '/'));
  const all = only.length > 0 ? partNames.filter((name) => name !== 'rules') : partNames;
  return { parts: parts.length > 0 ? parts : all, only, fix: values.fix, json: values.json };
}

function leave(words, code) {
  console.log(words);
  process.exit(code);
}

function fix(only) {
  const biome = resolve(root, 'node_modules/@biomejs/biome/bin/biome');
  const paths = only.length > 0 ? only : ['.'];
  const run = spawnSync(
    process.execPath,
    [biome, 'check', '--write', '--log-level=none', ...paths],
    {
      cwd: root,
      stdio: 'ignore',
    },
  );
  if (run.error) throw run.error;
}

/** Each part is a process of its own: two of them block while they work. */
function runPart(name, only) {
  const startMs = performance.now();
  return new Promise((done) => {
    const child = fork(fileURLToPath(new URL('./run-part.mjs', import.meta.url)), [name, root], {
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    let result;
    let complaint = '';
    child.stderr.on('data', (chunk) => {
      complaint += chunk;
    });
    child.on('message', (message) => {
      result = message;
    });
    child.on('close', () => {
      const ms = Math.round(performance.now() - startMs);
      if (!result) result = { read: '', findings: [{ rule: 'crashed', text: complaint.trim() }] };
      const findings = result.findings.filter((finding) => concerns(finding, only));
      done({ name, ok: findings.length === 0, ms, read: result.read, findings });
    });
    child.send({ only });
  });
}

function concerns(finding, only) {
  if (only.length === 0 || !finding.file) return true;
  return only.some(
    (path) => path === '' || finding.file === path || finding.file.startsWith(`${path}/`),
  );
}

function show(part) {
  const seconds = `${(part.ms / 1000).toFixed(1)} s`;
  const state = part.ok ? 'ok  ' : 'FAIL';
  console.log(`${state}  ${part.name.padEnd(10)} ${seconds.padStart(6)}  ${part.read}`);
  for (const { file, line, rule, text } of part.findings) {
    const place = file ? `${file}${line ? `:${line}` : ''}  ` : '';
    console.log(`      ${place}${rule}  ${text.replaceAll('\n', '\n        ')}`);
  }
}

const { parts, only, fix: fixFirst, json } = readArguments();
const startMs = performance.now();
if (fixFirst) fix(only);
const results = await Promise.all(
  parts.map(async (name) => {
    const result = await runPart(name, only);
    show(result);
    return result;
  }),
);
const failed = results.filter((part) => !part.ok);
const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
const total = failed.reduce((sum, part) => sum + part.findings.length, 0);
const verdict = failed.length === 0 ? 'check passed' : `check failed: ${total} findings`;
console.log(`${verdict} (${seconds} s)`);
if (json) {
  const summary = { passed: results.length - failed.length, failed: failed.length, parts: results };
  writeFileSync(resolve(json), `${JSON.stringify(summary, null, 2)}\n`);
}
process.exitCode = failed.length === 0 ? 0 : 1;
