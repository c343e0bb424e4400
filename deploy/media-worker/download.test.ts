import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { downloadWorker, firstFileOf, prebuiltName } from './download.ts';

function tarEntry(kind: string, content: string): Buffer {
  const head = Buffer.alloc(512);
  head.write('mediasoup-worker', 0);
  head.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  head.write(kind, 156);
  const body = Buffer.alloc(Math.ceil(content.length / 512) * 512);
  body.write(content);
  return Buffer.concat([head, body]);
}

describe('the download of the media worker', () => {
  it('asks for the binary of this machine, on Linux also by kernel', () => {
    const linux = { platform: 'linux', arch: 'x64', kernel: '6.1.0-31-amd64' };
    expect(prebuiltName('3.19.22', linux)).toBe('mediasoup-worker-3.19.22-linux-x64-kernel6.tgz');
    const mac = { platform: 'darwin', arch: 'arm64', kernel: '24.0.0' };
    expect(prebuiltName('3.19.22', mac)).toBe('mediasoup-worker-3.19.22-darwin-arm64.tgz');
  });

  it('takes the file out of the archive, past entries that are none', () => {
    const archive = Buffer.concat([
      tarEntry('x', 'about'),
      tarEntry('0', 'binary'),
      Buffer.alloc(1024),
    ]);
    expect(firstFileOf(archive)?.toString()).toBe('binary');
  });

  it('finds no file in an empty archive or in something else', () => {
    expect(firstFileOf(Buffer.alloc(1024))).toBeNull();
    expect(firstFileOf(Buffer.from('<html>'))).toBeNull();
  });

  it('stores what the release page gives as a program, and says why not where it gives nothing', async () => {
    const { platform, arch } = process;
    const published = `/1.2.3/${prebuiltName('1.2.3', { platform, arch, kernel: release() })}`;
    const page = createServer((request, response) => {
      response.statusCode = request.url === published ? 200 : 404;
      response.end(gzipSync(tarEntry('0', 'binary')));
    });
    page.listen(0, '127.0.0.1');
    await once(page, 'listening');
    const releases = `http://127.0.0.1:${(page.address() as AddressInfo).port}`;
    const folder = await mkdtemp(join(tmpdir(), 'parley-download-'));
    const to = join(folder, 'inner', 'worker');
    try {
      const from = { version: '1.2.3', sources: '', releases };
      expect(await downloadWorker({ from: { ...from, version: '1.2.4' }, to })).toBe(
        'the release page answered 404',
      );
      expect(await downloadWorker({ from, to })).toBeNull();
      expect(await readFile(to, 'utf8')).toBe('binary');
      expect((await stat(to)).mode & 0o111).toBe(0o111);
    } finally {
      page.close();
      await rm(folder, { recursive: true });
    }
  });
});
