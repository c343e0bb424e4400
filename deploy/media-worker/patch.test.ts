import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installedMediasoup } from './mediasoup-package.ts';
import { applyEdit, EDITS, patchHash } from './patch.ts';

describe('the patch of the media worker', () => {
  it.each(EDITS)('fits the installed sources in $file', (edit) => {
    const before = readFileSync(join(installedMediasoup().sources, edit.file), 'utf8');
    const after = applyEdit(before, edit);
    expect(after).toContain(edit.to);
    expect(after).not.toContain(edit.from);
  });

  it('refuses sources it was not made for', () => {
    const edit = { file: 'a.cpp', from: 'x', to: 'y' };
    expect(() => applyEdit('nothing', edit)).toThrow('a.cpp has "x" 0 times instead of once');
    expect(() => applyEdit('x and x', edit)).toThrow('a.cpp has "x" 2 times instead of once');
  });

  it('has the same short name each time, fit for a folder', async () => {
    expect(await patchHash()).toMatch(/^[0-9a-f]{10}$/);
    expect(await patchHash()).toBe(await patchHash());
  });
});
