import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { Failure } from './failure.mjs';
import { ensureMediaWorker } from './media-worker.mjs';
import { pinnedNode, pinnedPath } from './pinned-node.mjs';
import { notes, root, runShown } from './programs.mjs';
import { ensureSystemPackages } from './system-packages.mjs';
import { countCheck, countPlaywright, countVitest, ofPhase } from './test-counts.mjs';
import { ensureWebBuild } from './web-build.mjs';

// A test file that hangs while it is read has no time-out of its own.
const PHASE_LIMIT_MS = 45 * 60_000;

const reports = resolve(notes, 'reports');
const inModules = (path) => resolve(root, 'node_modules', path);

/** All that `npm test` does, in this order; a phase that fails does not keep the next from running. */
const PHASES = [
  {
    name: 'check',
    count: countCheck,
    run: (report) => runNode([resolve(root, 'scripts/check/main.mjs'), '--json', report]),
  },
  { name: 'unit', count: countVitest, run: (report) => runVitest('unit', report) },
  {
    name: 'server',
    count: countVitest,
    needs: ['worker', 'pages'],
    run: (report) => runVitest('server', report),
  },
  { name: 'crash', count: countVitest, run: (report) => runVitest('crash', report) },
  {
    name: 'browser',
    count: countPlaywright,
    needs: ['worker', 'system', 'pages'],
    run: (report) => runPlaywright({ args: [], report }),
  },
];

const PREPARATIONS = {
  worker: ensureMediaWorker,
  system: ensureSystemPackages,
  pages: ensureWebBuild,
};

/** Runs the phases named, or all; the last line it prints is the sum. */
export async function runTests(names) {
  const unknown = names.find((name) => !PHASES.some((phase) => phase.name === name));
  if (unknown !== undefined) {
    throw new Failure(
      `There is no phase "${unknown}": choose among ${PHASES.map((phase) => phase.name).join(', ')}.`,
    );
  }
  mkdirSync(reports, { recursive: true });
  const results = [];
  const prepared = new Set();
  for (const phase of PHASES) {
    if (names.length > 0 && !names.includes(phase.name)) continue;
    for (const need of (phase.needs ?? []).filter((each) => !prepared.has(each))) {
      prepared.add(need);
      results.push(...(await prepare(need)));
    }
    console.log(`\n── ${phase.name}`);
    results.push(await runPhase(phase));
  }
  return sumUp(results);
}

/** Runs the browser tests alone, with the words given to Playwright. */
export async function runBrowserTests(args) {
  for (const prepareOne of Object.values(PREPARATIONS)) await prepareOne();
  return runPlaywright({ args });
}

/** A preparation that fails counts once, and what needed it fails by itself. */
async function prepare(need) {
  try {
    await PREPARATIONS[need]();
    return [];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
    return [{ name: need, passed: 0, failed: 1, skipped: 0, words: [error.message] }];
  }
}

async function runPhase({ name, run, count }) {
  const report = resolve(reports, `${name}.json`);
  rmSync(report, { force: true });
  const code = await run(report);
  return ofPhase({ name, code, report, count });
}

function sumUp(results) {
  console.log('');
  const sum = { passed: 0, failed: 0 };
  for (const { name, passed, failed, skipped, words } of results) {
    sum.passed += passed;
    sum.failed += failed;
    const left = skipped > 0 ? `, ${skipped} skipped` : '';
    console.log(`${name}: ${passed} passed, ${failed} failed${left}`);
    for (const line of words) console.log(`  ${line}`);
  }
  console.log(`${sum.passed} passed, ${sum.failed} failed`);
  return sum.failed === 0 && sum.passed > 0 ? 0 : 1;
}

function runVitest(project, report) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return runNode([inModules('vitest/vitest.mjs'), 'run', '--project', project, ...reporters]);
}

function runPlaywright({ args, report }) {
  const reporters = report === undefined ? [] : ['--reporter=list,json'];
  return runNode(
    [inModules('@playwright/test/cli.js'), 'test', ...reporters, ...args],
    resolve(root, 'tests'),
    report === undefined ? {} : { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  );
}

function runNode(args, cwd = root, env = {}) {
  const command = [pinnedNode(), ...args];
  return runShown({ command, cwd, env: { ...pinnedPath(), ...env }, limitMs: PHASE_LIMIT_MS });
}
