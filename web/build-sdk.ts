import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { build } from 'vite';

const source = join(import.meta.dirname, 'sdk');

/** The modules that a program's types are read from; none of them reaches outside. */
const TYPED = ['main', 'api', 'boot', 'elements', 'parley-error'];

/** Builds `@parley/sdk` as a package that can be published, and the copy that the server gives to pages. */
export async function buildSdk(dist: string): Promise<void> {
  const folder = join(dist, 'sdk');
  await build({
    configFile: false,
    root: source,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      lib: { entry: join(source, 'main.ts'), formats: ['es'], fileName: () => 'sdk.js' },
      rolldownOptions: { output: { minify: true } },
    },
  });
  for (const name of TYPED) writeFileSync(join(folder, `${name}.d.ts`), declarationOf(name));
  copyFileSync(join(source, 'package.json'), join(folder, 'package.json'));
  copyFileSync(join(folder, 'sdk.js'), join(dist, 'widget/sdk.js'));
}

function declarationOf(name: string): string {
  const fileName = join(source, `${name}.ts`);
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(readFileSync(fileName, 'utf8'), {
    fileName,
    reportDiagnostics: true,
  });
  const [first] = diagnostics;
  if (first !== undefined) {
    throw new Error(`${name}.ts: ${ts.flattenDiagnosticMessageText(first.messageText, ' ')}`);
  }
  return outputText.replaceAll(/(from '\.\/[\w-]+)\.ts'/g, "$1.js'");
}
