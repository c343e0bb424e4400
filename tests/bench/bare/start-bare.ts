import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { ensureMediaWorker } from '../../../deploy/media-worker/ensure.ts';

/** Starts the bare server in a process of its own, on the same media worker program as Parley's. */
export async function startBare(
  folder: string,
  media: { readonly mediaPort: number; readonly announced: string },
): Promise<{ url: string; end: () => void }> {
  const { path: program } = await ensureMediaWorker({ report: () => undefined });
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir: folder,
      emptyOutDir: false,
      lib: {
        entry: fileURLToPath(new URL('./page.ts', import.meta.url)),
        formats: ['es'],
        fileName: () => 'bare-page.js',
      },
    },
  });
  const server = fileURLToPath(new URL('./server.ts', import.meta.url));
  const { mediaPort, announced } = media;
  const args = [program, join(folder, 'bare-page.js'), String(mediaPort), announced];
  const child = spawn(process.execPath, [server, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [port] = await once(child.stdout, 'data');
  return { url: `http://127.0.0.1:${String(port).trim()}`, end: () => child.stdin.end() };
}
