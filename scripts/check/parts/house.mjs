// House rules: what style.md asks and no tool knows. One file of rules for each kind of reading.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { findInCode } from '../house/code.mjs';
import { findInLock } from '../house/lock.mjs';
import { findInName } from '../house/names.mjs';
import { findInText, isText } from '../house/text.mjs';
import { listFiles } from '../source-files.mjs';

const isCode = (path) => /\.(tsx?|m?js)$/.test(path);

export function check({ root }) {
  const files = listFiles(root).filter((path) => path !== 'package-lock.json');
  const findings = files.flatMap((file) => {
    const found = findInName(file);
    if (isText(file)) {
      const text = readFileSync(join(root, file), 'utf8');
      found.push(...findInText(file, text));
      if (isCode(file)) {
        const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
        found.push(...findInCode(file, source));
      }
    }
    return found.map((finding) => ({ file, ...finding }));
  });
  findings.push(...findInLock(root));
  if (files.length === 0) findings.push({ rule: 'floor', text: 'no file was read' });
  return { read: `${files.length} files`, findings };
}
