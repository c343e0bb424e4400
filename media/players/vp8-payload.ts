const DESCRIPTOR_BYTES = 4;

/** How much of a packet may be payload so that it fits every usual path with SRTP and headers. */
const PAYLOAD_BYTES = 1_150;

/** Cuts a VP8 frame into RTP payloads of one partition with a 15-bit picture id (RFC 7741, 4.2). */
export function vp8Payloads(frame: Buffer, pictureId: number): Buffer[] {
  const room = PAYLOAD_BYTES - DESCRIPTOR_BYTES;
  const count = Math.ceil(frame.length / room);
  // Equal parts: a small last packet is lost as easily as a large one and carries less.
  const part = Math.ceil(frame.length / count);
  return Array.from({ length: count }, (_, index) => {
    const begins = index === 0 ? 0x10 : 0;
    const descriptor = Buffer.from([
      0x80 | begins,
      0x80,
      0x80 | ((pictureId >> 8) & 0x7f),
      pictureId & 0xff,
    ]);
    return Buffer.concat([descriptor, frame.subarray(index * part, (index + 1) * part)]);
  });
}
