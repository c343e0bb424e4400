import { closeSync, existsSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';

/** A log on disk that keeps its size: full, it becomes `.1`, and what was `.1` becomes `.2`. */
export type LogFile = { write(line: string): void; close(): void };

const LIMIT_BYTES = 10_000_000;
const KEPT = 3;

export function openLogFile(path: string, limitBytes = LIMIT_BYTES): LogFile {
  let file = openSync(path, 'a', 0o600);
  let sizeBytes = fstatSync(file).size;
  let isOpen = true;
  return {
    write(line) {
      if (!isOpen) return;
      if (sizeBytes > limitBytes) {
        closeSync(file);
        shift(path);
        file = openSync(path, 'a', 0o600);
        sizeBytes = 0;
      }
      sizeBytes += writeSync(file, `${line}\n`);
    },
    close() {
      if (isOpen) closeSync(file);
      isOpen = false;
    },
  };
}

function shift(path: string): void {
  for (let age = KEPT - 1; age >= 0; age -= 1) {
    const from = age === 0 ? path : `${path}.${age}`;
    if (existsSync(from)) renameSync(from, `${path}.${age + 1}`);
  }
}
