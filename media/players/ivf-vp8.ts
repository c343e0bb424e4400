const FILE_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 12;

export type Vp8Frame = { readonly data: Buffer; readonly isKey: boolean };

/** The frames of a VP8 clip and how long each is shown. */
export type Vp8Clip = {
  readonly width: number;
  readonly height: number;
  readonly frameMs: number;
  readonly frames: readonly Vp8Frame[];
};

/** Reads an IVF file of VP8 with one frame per tick of its clock; throws where it is none. */
export function readIvfVp8(file: Buffer): Vp8Clip {
  if (file.length < FILE_HEADER_BYTES || file.toString('latin1', 0, 4) !== 'DKIF') {
    throw new Error('The file is not IVF.');
  }
  const codec = file.toString('latin1', 8, 12);
  if (codec !== 'VP80') throw new Error(`The IVF file holds ${codec}, not VP8.`);
  const frames = readFrames(file, file.readUInt16LE(6));
  if (frames[0]?.isKey !== true) throw new Error('The clip must begin with a key frame.');
  return {
    width: file.readUInt16LE(12),
    height: file.readUInt16LE(14),
    frameMs: (1_000 * file.readUInt32LE(20)) / file.readUInt32LE(16),
    frames,
  };
}

function readFrames(file: Buffer, first: number): Vp8Frame[] {
  const frames: Vp8Frame[] = [];
  for (let at = first; at < file.length; ) {
    if (at + FRAME_HEADER_BYTES > file.length) throw new Error('The IVF file ends in a frame.');
    const start = at + FRAME_HEADER_BYTES;
    const end = start + file.readUInt32LE(at);
    if (end > file.length || end === start) throw new Error('The IVF file ends in a frame.');
    const data = file.subarray(start, end);
    // RFC 6386, 9.1: the lowest bit of a frame's first byte is 0 for a key frame.
    frames.push({ data, isKey: (data.readUInt8(0) & 1) === 0 });
    at = end;
  }
  return frames;
}
