import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { findFreePorts } from '../../deploy/database/free-port.ts';
import { type RunningDatabase, startDatabase } from '../../deploy/database/start-database.ts';

const SERVER = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

/** Server and database of a chat, without the supervisor's patience: what is killed starts again at once. */
export type Installation = {
  readonly url: string;
  readonly kill: (part: 'server' | 'database') => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Starts both on a folder. */
export async function startInstallation(folder: string): Promise<Installation> {
  const port = await findFreePorts(1);
  let database: RunningDatabase = await startDatabase({ folder });
  const env = {
    ...process.env,
    DATABASE_URL: database.url,
    PORT: String(port),
    PARLEY_DATA: folder,
    PARLEY_SECRET: randomBytes(32).toString('hex'),
  };
  let isStopping = false;
  let server = startServer(env);
  const keep = (child: ChildProcess): void => {
    child.once('exit', () => {
      if (isStopping) return;
      server = startServer(env);
      keep(server);
    });
  };
  keep(server);
  await ready(server);
  return {
    url: `http://localhost:${port}`,
    kill: async (part) => {
      if (part === 'server') {
        server.kill('SIGKILL');
        return;
      }
      process.kill(database.pid, 'SIGKILL');
      await database.ended;
      database = await startDatabase({ folder });
    },
    stop: async () => {
      isStopping = true;
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await ended;
      await database.stop();
    },
  };
}

function startServer(env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [SERVER], { env, stdio: ['pipe', 'pipe', 'ignore'] });
}

function ready({ stdout }: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    if (stdout === null) return reject(new Error('the server has no output'));
    const lines = createInterface({ input: stdout });
    lines.on('line', (line) => {
      if (line.includes('"ready":true')) resolve();
    });
    lines.on('close', () => reject(new Error('the server ended before it was ready')));
  });
}
