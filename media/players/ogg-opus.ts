const PAGE_HEADER_BYTES = 27;
const OPUS_CLOCK = 48_000;

/** The Opus packets of an Ogg file, without its two headers (RFC 7845). */
export type OpusClip = { readonly channels: number; readonly packets: readonly Buffer[] };

/** Reads an Ogg Opus file of one stream; throws where it is none. */
export function readOggOpus(file: Buffer): OpusClip {
  const [head, tags, ...packets] = oggPackets(file);
  if (head === undefined || head.toString('latin1', 0, 8) !== 'OpusHead') {
    throw new Error('The file is not Ogg Opus: it has no OpusHead.');
  }
  if (tags === undefined || tags.toString('latin1', 0, 8) !== 'OpusTags') {
    throw new Error('The file is not Ogg Opus: it has no OpusTags.');
  }
  if (packets.length === 0) throw new Error('The Ogg Opus file has no sound in it.');
  return { channels: head.readUInt8(9), packets };
}

/** Joins the segments of all pages to packets; a segment of 255 bytes goes on in the next (RFC 3533). */
function oggPackets(file: Buffer): Buffer[] {
  const packets: Buffer[] = [];
  let open: Buffer[] = [];
  for (let at = 0; at < file.length; ) {
    const page = readPage(file, at);
    for (const segment of page.segments) {
      open.push(segment);
      if (segment.length < 255) {
        packets.push(Buffer.concat(open));
        open = [];
      }
    }
    at = page.end;
  }
  return packets;
}

function readPage(file: Buffer, at: number): { segments: Buffer[]; end: number } {
  if (file.toString('latin1', at, at + 4) !== 'OggS') {
    throw new Error(`The file is not Ogg: no page begins at byte ${at}.`);
  }
  if (at + PAGE_HEADER_BYTES > file.length) throw new Error('The Ogg file ends within a page.');
  const count = file.readUInt8(at + 26);
  const table = file.subarray(at + PAGE_HEADER_BYTES, at + PAGE_HEADER_BYTES + count);
  let end = at + PAGE_HEADER_BYTES + count;
  const segments: Buffer[] = [];
  for (const length of table) {
    segments.push(file.subarray(end, end + length));
    end += length;
  }
  if (end > file.length) throw new Error('The Ogg file ends within a page.');
  return { segments, end };
}

// RFC 6716, 3.1: four configurations of a mode share a bandwidth and differ in frame size.
const SILK_MS = [10, 20, 40, 60];
const HYBRID_MS = [10, 20];
const CELT_MS = [2.5, 5, 10, 20];

/** How long an Opus packet plays, in samples of its 48 kHz clock (RFC 6716, 3.1). */
export function opusSamples(packet: Buffer): number {
  const first = packet[0];
  if (first === undefined) throw new Error('An Opus packet has at least one byte.');
  return (frameMs(first >> 3) * frameCount(first & 3, packet) * OPUS_CLOCK) / 1_000;
}

function frameMs(configuration: number): number {
  if (configuration < 12) return SILK_MS[configuration % 4] ?? 0;
  if (configuration < 16) return HYBRID_MS[configuration % 2] ?? 0;
  return CELT_MS[configuration % 4] ?? 0;
}

function frameCount(code: number, packet: Buffer): number {
  if (code === 0) return 1;
  if (code < 3) return 2;
  return (packet[1] ?? 0) & 0x3f;
}
