import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ensureDependencies } from './dependencies.mjs';
import { Failure } from './failure.mjs';
import { ensureMediaWorker } from './media-worker.mjs';
import { pinnedNode, pinnedPath } from './pinned-node.mjs';
import { root, runShown } from './programs.mjs';
import { ensureSystemPackages } from './system-packages.mjs';
import { runBrowserTests, runTests } from './test-phases.mjs';
import { ensureWebBuild } from './web-build.mjs';

const HELP = `npm start                    runs Parley: database, server, media node
npm start -- backup FILE     writes a backup of the data folder while Parley runs
npm start -- restore FILE    puts a backup into an empty data folder
npm test [-- PHASE …]        check, unit, server and browser tests
npm run dev                  runs Parley and follows changes of the sources
npm run check                format, lint, types, direction, dead code
npm run e2e [-- ARGS]        browser tests alone, ARGS for Playwright
npm run bench -- NAME        measures: join, answer, hold, chat, widget, start …
npm run build                builds the pages`;

const WORDS = {
  async start(args) {
    const isPlainStart = args.length === 0;
    if (isPlainStart) await ensureWebBuild();
    return runSource('deploy/start/main.ts', args);
  },
  async dev(args) {
    await ensureWebBuild();
    return runSource('deploy/start/main.ts', ['--watch', ...args]);
  },
  test: runTests,
  e2e: runBrowserTests,
  check: (args) => runSource('scripts/check/main.mjs', args),
  async build() {
    await ensureWebBuild({ always: true });
    return 0;
  },
  async bench(args) {
    await ensureSystemPackages();
    await ensureMediaWorker();
    await ensureWebBuild();
    return runSource('tests/bench/main.ts', args);
  },
};

/** Runs one of the root's words; gives the exit code. */
export async function runWord(word, args) {
  const asksHelp = ['--help', '-h', 'help'];
  if (word === undefined || asksHelp.includes(word) || asksHelp.includes(args[0])) {
    console.log(HELP);
    return word === undefined ? 1 : 0;
  }
  try {
    if (!Object.hasOwn(WORDS, word)) throw new Failure(`There is no word "${word}".\n${HELP}`);
    await ensureDependencies();
    return await WORDS[word](args);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
    return 1;
  }
}

function runSource(path, args) {
  const script = resolve(root, path);
  if (!existsSync(script)) throw new Failure(`${path} is not there: this copy is not whole.`);
  return runShown({ command: [pinnedNode(), script, ...args], env: pinnedPath(), channel: true });
}
