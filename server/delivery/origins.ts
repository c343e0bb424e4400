import type { Config } from '../config.ts';

/** Where Parley's own pages come from; on its own machine also by the loopback names. */
export function ownOrigins({ publicUrl, port, tls }: Config): readonly string[] {
  const scheme = tls === null ? 'http' : 'https';
  const loopback = ['localhost', '127.0.0.1'].map((host) => `${scheme}://${host}:${port}`);
  return [...new Set([publicUrl, ...loopback])];
}
