import { describe, expect, it } from 'vitest';
import { ClipClock } from './clip-clock.ts';
import { MUSIC_STEP_SAMPLES, readClips } from './clips.ts';
import { readIvfVp8 } from './ivf-vp8.ts';
import { asksForKeyFrame } from './key-frame-request.ts';
import { opusSamples, readOggOpus } from './ogg-opus.ts';
import { PictureOrder } from './picture-order.ts';
import { writeRtp } from './rtp-packet.ts';
import { vp8Payloads } from './vp8-payload.ts';

/** An Ogg page with these segments (RFC 3533, 6); sums are not read. */
function page(...segments: Buffer[]): Buffer {
  const head = Buffer.alloc(27);
  head.write('OggS', 'latin1');
  head.writeUInt8(segments.length, 26);
  return Buffer.concat([head, Buffer.from(segments.map((one) => one.length)), ...segments]);
}

const HEAD = Buffer.from('OpusHead\x01\x02', 'latin1');
const TAGS = Buffer.from('OpusTags', 'latin1');

describe('hold music', () => {
  it('that comes with Parley is stereo, of 20 ms packets and long enough not to tire', async () => {
    const { music } = await readClips();
    expect(music.channels).toBe(2);
    expect(new Set(music.packets.map(opusSamples))).toEqual(new Set([MUSIC_STEP_SAMPLES]));
    expect(music.packets.length / 50).toBeGreaterThanOrEqual(40);
    expect(music.packets.length / 50).toBeLessThanOrEqual(60);
  });

  it('is read from Ogg: packets that fill pages go on in the next', () => {
    const long = Buffer.alloc(255, 7);
    const file = Buffer.concat([
      page(HEAD),
      page(TAGS),
      page(Buffer.of(1, 2), long),
      page(Buffer.of(8), Buffer.of(9, 9, 9)),
    ]);
    const { channels, packets } = readOggOpus(file);
    expect(channels).toBe(2);
    expect(packets.map((one) => one.length)).toEqual([2, 256, 3]);
    expect(packets[1]?.at(-1)).toBe(8);
  });

  it('is refused when the file is another or cut off', () => {
    expect(() => readOggOpus(Buffer.from('RIFF....'))).toThrow('not Ogg');
    expect(() => readOggOpus(page(TAGS))).toThrow('OpusHead');
    expect(() => readOggOpus(Buffer.concat([page(HEAD), page(TAGS)]))).toThrow('no sound');
    const whole = Buffer.concat([page(HEAD), page(TAGS), page(Buffer.alloc(40))]);
    expect(() => readOggOpus(whole.subarray(0, -10))).toThrow('within a page');
  });

  it.each([
    [0x78, [], 960],
    [0x08, [], 960],
    [0x18, [], 2_880],
    [0xe1, [], 240],
    [0xfb, [3], 2_880],
  ])('knows from its first byte %i how long a packet plays', (first, rest, samples) => {
    expect(opusSamples(Buffer.from([first, ...rest]))).toBe(samples);
  });
});

describe('hold picture', () => {
  it('that comes with Parley begins with a key frame and has one every two seconds at least', async () => {
    const { picture } = await readClips();
    expect([picture.width, picture.height]).toEqual([640, 360]);
    const keys = picture.frames.flatMap((frame, index) => (frame.isKey ? [index] : []));
    expect(keys[0]).toBe(0);
    const ends = [...keys.slice(1), picture.frames.length];
    const longest = Math.max(...ends.map((end, index) => end - (keys[index] ?? 0)));
    expect(longest * picture.frameMs).toBeLessThanOrEqual(2_000);
  });

  it('is refused when the file is another or cut off', async () => {
    expect(() => readIvfVp8(Buffer.from('no picture'))).toThrow('not IVF');
    const head = Buffer.alloc(32);
    head.write('DKIF', 0, 'latin1');
    head.writeUInt16LE(32, 6);
    head.write('VP90', 8, 'latin1');
    expect(() => readIvfVp8(head)).toThrow('VP90');
    head.write('VP80', 8, 'latin1');
    expect(() => readIvfVp8(head)).toThrow('key frame');
    expect(() => readIvfVp8(Buffer.concat([head, Buffer.alloc(5)]))).toThrow('ends in a frame');
  });

  it('is cut into packets that begin once and carry one picture id', () => {
    const frame = Buffer.from(Array.from({ length: 3_000 }, (_, index) => index % 251));
    const payloads = vp8Payloads(frame, 0x1234);
    expect(payloads).toHaveLength(3);
    expect(payloads.map((one) => one.readUInt8(0) & 0x10)).toEqual([0x10, 0, 0]);
    for (const payload of payloads) {
      expect(payload.length).toBeLessThanOrEqual(1_150);
      expect(payload.readUInt16BE(2) & 0x7fff).toBe(0x1234);
    }
    expect(Buffer.concat(payloads.map((one) => one.subarray(4)))).toEqual(frame);
  });

  it('jumps to the next key frame when somebody asks, once for all who ask together', () => {
    const frames = ['K', 'a', 'b', 'c', 'K', 'e'].map((name) => ({
      data: Buffer.from(name),
      isKey: name === 'K',
    }));
    const order = new PictureOrder(frames);
    const shown: string[] = [];
    const show = (at: number) => shown.push(String(order.next(at)?.data));
    show(0);
    order.wantKey();
    order.wantKey();
    for (const at of [100, 200, 300, 400, 500, 600]) show(at);
    expect(shown.join('')).toBe('KabKeKa');
  });

  it.each([
    ['PLI', [0x81, 206, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2], true],
    ['FIR', [0x84, 206, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2], true],
    ['receiver report, then PLI', [0x80, 201, 0, 1, 0, 0, 0, 1, 0x81, 206, 0, 0], true],
    ['NACK', [0x81, 205, 0, 1, 0, 0, 0, 1], false],
    ['nothing', [], false],
  ])('hears a %s', (_name, bytes, asks) => {
    expect(asksForKeyFrame(Buffer.from(bytes))).toBe(asks);
  });
});

describe('playing', () => {
  it('keeps its rhythm however late it is woken, and skips rather than bursts', () => {
    const clock = new ClipClock(20, 1_000);
    expect(clock.due(999)).toEqual([]);
    expect(clock.due(1_000)).toEqual([0]);
    expect(clock.untilNext(1_007)).toBe(13);
    expect(clock.due(1_061)).toEqual([1, 2, 3]);
    expect(clock.due(1_061)).toEqual([]);
    const late = clock.due(11_000);
    expect(late.at(-1)).toBe(500);
    expect(late).toHaveLength(11);
    expect(clock.untilNext(11_001)).toBe(19);
  });

  it('writes packets whose numbers wrap', () => {
    const packet = writeRtp({
      payloadType: 111,
      sequence: 0x1_0001,
      timestamp: 2 ** 32 + 5,
      ssrc: 7,
      marker: true,
      payload: Buffer.of(9),
    });
    expect([...packet]).toEqual([0x80, 0x80 | 111, 0, 1, 0, 0, 0, 5, 0, 0, 0, 7, 9]);
  });
});
