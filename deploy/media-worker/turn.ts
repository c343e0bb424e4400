import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { mediaWorkerStep } from '@parley/contracts/media-worker-step.ts';
import type { MediaWorkerStep, Report } from './progress.ts';

/** The right to fill one place of the cache, until it is ended or the process that has it dies. */
export type Turn = { tell: Report; end(): Promise<void> };

/**
 * An abstract socket: only one process can have the name, the kernel takes it back when that
 * process dies however it dies, and those who wait read on it how far the work is.
 */
function nameOf(folder: string): string {
  const digest = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  return `\0parley-media-worker-${digest}`;
}

/** Waits until nobody else fills `folder`, passing on what the one who does says about it. */
export async function takeTurn(folder: string, report: Report): Promise<Turn> {
  // Elsewhere than on Linux nothing is built, and a download may well happen twice.
  if (process.platform !== 'linux') return { tell: report, end: () => Promise.resolve() };
  const name = nameOf(folder);
  for (;;) {
    const server = await claim(name);
    if (server !== null) return turnOf(server, report);
    await follow(name, report);
  }
}

async function claim(name: string): Promise<Server | null> {
  const server = createServer();
  server.listen(name);
  try {
    await once(server, 'listening');
    return server;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return null;
    throw error;
  }
}

function turnOf(server: Server, report: Report): Turn {
  const waiting = new Set<Socket>();
  let latest: MediaWorkerStep | undefined;
  const send = (socket: Socket) => latest && socket.write(`${JSON.stringify(latest)}\n`);
  server.on('connection', (socket) => {
    waiting.add(socket);
    // One who no longer waits is no trouble to the one who works.
    socket.on('error', () => waiting.delete(socket));
    socket.on('close', () => waiting.delete(socket));
    send(socket);
  });
  return {
    tell: (step) => {
      report(step);
      latest = step;
      for (const socket of waiting) send(socket);
    },
    end: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of waiting) socket.destroy();
      await closed;
    },
  };
}

async function follow(name: string, report: Report): Promise<void> {
  const socket = connect(name);
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  // Refused means that the other one has just ended: time to claim again.
  socket.on('error', () => resolve());
  socket.on('close', () => resolve());
  createInterface({ input: socket }).on('line', (line) => {
    const step = stepFrom(line);
    if (step !== null) report(step);
  });
  await ended;
}

/** The last line may be cut off where the other one died while it spoke. */
function stepFrom(line: string): MediaWorkerStep | null {
  try {
    return mediaWorkerStep.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
