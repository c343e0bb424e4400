import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunningParley } from './installation.ts';

type Watching = { parley: Pick<RunningParley, 'restart'>; report: (words: string) => void };
type Part = 'server' | 'media' | 'web';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Which parts a folder's sources go into. */
const USED_BY: Record<string, Part[]> = {
  core: ['server', 'media', 'web'],
  contracts: ['server', 'media', 'web'],
  server: ['server'],
  media: ['media'],
  web: ['web'],
};
const SETTLE_MS = 150;

/** Follows changes of the sources while somebody works on them: what uses them starts again. */
export function watchSources({ parley, report }: Watching): { close(): void } {
  const changed = new Set<Part>();
  let timer: NodeJS.Timeout | undefined;
  const apply = (): void => {
    for (const part of changed) {
      report(part === 'web' ? 'Building the pages again …' : `Starting the ${part} again …`);
      if (part === 'web') buildPages(report);
      else parley.restart(part);
    }
    changed.clear();
  };
  const watchers = Object.entries(USED_BY).map(([folder, parts]) =>
    watch(join(ROOT, folder), { recursive: true }, (_event, name) => {
      if (name === null || !isSource(name)) return;
      for (const part of parts) changed.add(part);
      clearTimeout(timer);
      timer = setTimeout(apply, SETTLE_MS);
    }),
  );
  return {
    close() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}

function isSource(path: string): boolean {
  return !/(^|[\\/])(dist|node_modules)([\\/]|$)|\.test\.|~$/.test(path);
}

function buildPages(report: (words: string) => void): void {
  const build = spawn(process.execPath, [join(ROOT, 'web/build.ts')], { cwd: ROOT });
  let said = '';
  for (const stream of [build.stdout, build.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  build.once('close', (code) => report(code === 0 ? 'The pages are built.' : said.trim()));
}
