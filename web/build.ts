import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'vite';
import { buildSdk } from './build-sdk.ts';

/** Builds every page into `dist`, in the layout that the server serves. */
const here = import.meta.dirname;
const dist = join(here, 'dist');
const loader = new URL('./widget/loader/loader.ts', import.meta.url).pathname;
const hostPage = join(here, '../tests/host-page');

const COMPRESSED = new Set(['.js', '.css', '.html', '.svg', '.json']);
const WORTH_COMPRESSING_BYTES = 1024;

async function buildLoader(): Promise<void> {
  await build({
    configFile: false,
    root: join(here, 'widget/loader'),
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: join(dist, 'widget'),
      emptyOutDir: false,
      // Host pages are opened by old browsers too: they must be able to read it to be told so.
      target: 'es2020',
      lib: { entry: loader, formats: ['iife'], name: 'parleyLoader', fileName: () => 'loader.js' },
    },
  });
}

/** What a host page loads only when a screen is about to be shared. */
async function buildPrivacy(): Promise<void> {
  await build({
    configFile: false,
    root: join(here, 'widget/privacy'),
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: join(dist, 'widget'),
      emptyOutDir: false,
      target: 'es2022',
      lib: {
        entry: join(here, 'widget/privacy/main.ts'),
        formats: ['es'],
        fileName: () => 'privacy.js',
      },
      rolldownOptions: { output: { minify: true } },
    },
  });
}

function buildFrame(): Promise<unknown> {
  return build({ configFile: join(here, 'widget/vite.config.ts'), logLevel: 'warn' });
}

function buildRoom(): Promise<unknown> {
  return build({ configFile: join(here, 'room/vite.config.ts'), logLevel: 'warn' });
}

function buildDesk(): Promise<unknown> {
  return build({
    configFile: join(here, 'desk/vite.config.ts'),
    logLevel: 'warn',
    // Loaded once and kept for the whole shift.
    build: { chunkSizeWarningLimit: 1_500 },
  });
}

/** Beside the desk's page under a name that never changes: browsers look there for a newer one. */
async function buildDeskWorker(): Promise<void> {
  await build({
    configFile: false,
    root: join(here, 'desk/worker'),
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: join(dist, 'desk'),
      emptyOutDir: false,
      target: 'es2023',
      lib: {
        entry: join(here, 'desk/worker/main.ts'),
        formats: ['iife'],
        name: 'parleyWorker',
        fileName: () => 'worker.js',
      },
    },
  });
}

async function copyDemo(): Promise<void> {
  rmSync(join(dist, 'demo'), { recursive: true, force: true });
  cpSync(hostPage, join(dist, 'demo'), { recursive: true });
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The server sends these as they are; nothing is compressed while somebody waits. */
async function compressAll(): Promise<void> {
  for (const file of filesIn(dist).filter((one) => COMPRESSED.has(extname(one)))) {
    if (statSync(file).size <= WORTH_COMPRESSING_BYTES) continue;
    const content = readFileSync(file);
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params }));
  }
}

function sizeOf(part: string): string {
  const files = filesIn(join(dist, part)).filter((one) => !one.endsWith('.br'));
  const bytes = files.reduce((sum, one) => sum + statSync(one).size, 0);
  return `${files.length} files, ${Math.round(bytes / 1024)} KB`;
}

/** A part that was renamed leaves nothing behind. */
function forgetCompressed(): void {
  try {
    for (const file of filesIn(dist).filter((one) => one.endsWith('.br'))) rmSync(file);
  } catch (error) {
    // The first build finds no folder.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

const steps: readonly (readonly [string, () => Promise<unknown>, string])[] = [
  ['Widget', buildFrame, 'widget'],
  ['Widget loader', buildLoader, 'widget'],
  ['Private parts of host pages', buildPrivacy, 'widget'],
  ['SDK', () => buildSdk(dist), 'sdk'],
  ['Demo page', copyDemo, 'demo'],
  ['Room', buildRoom, 'room'],
  ['Agent desk', buildDesk, 'desk'],
  ['Notices of the desk', buildDeskWorker, 'desk'],
  ['Compressed copies', compressAll, '.'],
];

forgetCompressed();
for (const [index, [name, step, part]] of steps.entries()) {
  const startMs = performance.now();
  await step();
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  const place = relative(here, join(dist, part)) || 'dist';
  console.log(
    `[${index + 1}/${steps.length}] ${name}: ${sizeOf(part)} in web/${place}, ${seconds} s`,
  );
}
