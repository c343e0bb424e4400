import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLogFile } from './log-file.ts';

it('a log never grows without end and keeps the newest lines', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-log-'));
  const path = join(folder, 'server.log');
  const log = openLogFile(path, 30);
  for (let line = 0; line < 100; line += 1) log.write(`line ${line}`);
  log.close();
  expect(readdirSync(folder)).toHaveLength(4);
  expect(readFileSync(path, 'utf8')).toContain('line 99');
  rmSync(folder, { recursive: true });
});
