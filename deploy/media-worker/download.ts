import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { release } from 'node:os';
import { dirname } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { MediasoupPackage } from './mediasoup-package.ts';
import { reasonOf } from './refusal.ts';

const ANSWER_MS = 4_000;
const DOWNLOAD_MS = 60_000;
const TAR_BLOCK = 512;

/** The name under which the project publishes the worker for this machine. */
export function prebuiltName(
  version: string,
  system: { platform: string; arch: string; kernel: string },
): string {
  const kernel = system.platform === 'linux' ? `-kernel${system.kernel.split('.')[0]}` : '';
  return `mediasoup-worker-${version}-${system.platform}-${system.arch}${kernel}.tgz`;
}

/** The first regular file of a tar archive, or null where there is none. */
export function firstFileOf(tar: Buffer): Buffer | null {
  let at = 0;
  while (at + TAR_BLOCK <= tar.length) {
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 135), 8);
    if (Number.isNaN(size)) return null;
    const kind = tar.toString('latin1', at + 156, at + 157);
    const start = at + TAR_BLOCK;
    if (kind === '0' || kind === '\0') return tar.subarray(start, start + size);
    at = start + Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
  }
  return null;
}

type Download = { from: MediasoupPackage; to: string; signal?: AbortSignal | undefined };

/** Puts the project's own prebuilt worker at `to`; answers why not where it cannot be had. */
export async function downloadWorker({ from, to, signal }: Download): Promise<string | null> {
  const { platform, arch } = process;
  const name = prebuiltName(from.version, { platform, arch, kernel: release() });
  try {
    const packed = await fetchSoon(`${from.releases}/${from.version}/${name}`, signal);
    const binary = firstFileOf(gunzipSync(packed));
    if (binary === null) return `${name} holds no file`;
    await mkdir(dirname(to), { recursive: true });
    await writeFile(to, binary);
    await chmod(to, 0o755);
    return null;
  } catch (error) {
    // No network is the usual case here, not a failure: the sources are at hand.
    if (signal?.aborted) throw error;
    return reasonOf(error);
  }
}

/** Gives up quickly on a host that does not answer, but gives one that does time to send. */
async function fetchSoon(url: string, signal?: AbortSignal): Promise<Buffer> {
  const slow = new AbortController();
  const timer = setTimeout(() => slow.abort(new Error('no answer in time')), ANSWER_MS);
  const limits = [slow.signal, AbortSignal.timeout(DOWNLOAD_MS), ...(signal ? [signal] : [])];
  try {
    const answer = await fetch(url, { signal: AbortSignal.any(limits) });
    clearTimeout(timer);
    if (!answer.ok) throw new Error(`the release page answered ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  } finally {
    clearTimeout(timer);
  }
}
