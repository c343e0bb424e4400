import { describe, expect, it } from 'vitest';
import { firstFileOf, prebuiltName } from './download.ts';

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
});
