// Format and lint: Biome's word, one finding a line.
import { readJson, runTool } from '../tool.mjs';

export async function check({ root, only }) {
  const paths = only.length > 0 ? only : ['.'];
  const args = ['ci', '--reporter=json', '--max-diagnostics=none', '--colors=off', ...paths];
  const answer = await runTool({ script: '@biomejs/biome/bin/biome', args, cwd: root });
  const { summary, diagnostics } = readJson(answer);
  const findings = diagnostics.map(({ category, message, location, severity }) => ({
    file: location?.path,
    line: location?.start?.line,
    rule: category ?? severity,
    text: category === 'format' ? 'is not formatted (npm run check -- --fix)' : message,
  }));
  const read = summary.changed + summary.unchanged;
  if (read === 0) findings.push({ rule: 'floor', text: 'Biome read no file' });
  return { read: `${read} files`, findings };
}
