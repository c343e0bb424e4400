// Runs a tool of node_modules in a folder and gives what it printed.
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

const installation = resolve(import.meta.dirname, '../../node_modules');

/** @returns {Promise<{ code: number | string, stdout: string, stderr: string }>} */
export function runTool({ script, args, cwd }) {
  return new Promise((done) => {
    const options = { cwd, maxBuffer: 256 * 1024 * 1024 };
    execFile(
      process.execPath,
      [resolve(installation, script), ...args],
      options,
      (error, stdout, stderr) => done({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

/** The tool's JSON, or an error that carries what the tool said instead. */
export function readJson({ code, stdout, stderr }) {
  const start = stdout.indexOf('{');
  const end = stdout.lastIndexOf('}');
  try {
    return JSON.parse(stdout.slice(start, end + 1));
  } catch (cause) {
    throw new Error(`no readable answer (code ${code}): ${stderr || stdout}`, { cause });
  }
}
