import { resolve } from 'node:path';
import { Failure } from './failure.mjs';
import { pinnedNode, pinnedPath } from './pinned-node.mjs';
import { root, runShown } from './programs.mjs';

/** Makes sure of the media worker; it says itself what it does. */
export async function ensureMediaWorker() {
  const script = resolve(root, 'deploy/media-worker/main.ts');
  const command = [pinnedNode(), script, '--human'];
  const code = await runShown({ command, env: pinnedPath() });
  if (code !== 0) throw new Failure('There is no media worker: the line above says what to do.');
}
