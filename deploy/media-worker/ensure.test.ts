import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensureMediaWorker, firstThatGives, type Source } from './ensure.ts';

function wayThat(source: Source, gives: string | null, asked: Source[]) {
  const find = () => {
    asked.push(source);
    return Promise.resolve(gives);
  };
  return { source, find };
}

describe('the search for a media worker', () => {
  it('takes the first way that gives one and leaves the costlier ones alone', async () => {
    const asked: Source[] = [];
    const found = await firstThatGives([
      wayThat('named', null, asked),
      wayThat('cached', null, asked),
      wayThat('downloaded', '/got/it', asked),
      wayThat('built', '/made/it', asked),
    ]);
    expect(found).toEqual({ path: '/got/it', source: 'downloaded' });
    expect(asked).toEqual(['named', 'cached', 'downloaded']);
  });

  it('finds nothing where no way gives one', async () => {
    expect(await firstThatGives([wayThat('cached', null, [])])).toBeNull();
  });

  it('refuses in words when the named binary is not there, instead of taking another', async () => {
    const missing = join(tmpdir(), 'no-such-media-worker');
    const search = ensureMediaWorker({
      report: () => undefined,
      env: { PARLEY_MEDIA_WORKER: missing, PARLEY_CACHE: tmpdir() },
    });
    await expect(search).rejects.toThrow(
      `PARLEY_MEDIA_WORKER names ${missing}, which is no media worker for this machine: there is no such file.`,
    );
  });
});
