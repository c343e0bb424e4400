const HEADER_BYTES = 12;

export type RtpPacket = {
  readonly payloadType: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly marker: boolean;
  readonly payload: Buffer;
};

/** Writes an RTP packet without extensions (RFC 3550, 5.1); sequence and timestamp wrap. */
export function writeRtp(packet: RtpPacket): Buffer {
  const written = Buffer.allocUnsafe(HEADER_BYTES + packet.payload.length);
  written.writeUInt8(0x80, 0);
  written.writeUInt8((packet.marker ? 0x80 : 0) | packet.payloadType, 1);
  written.writeUInt16BE(packet.sequence & 0xffff, 2);
  written.writeUInt32BE(packet.timestamp >>> 0, 4);
  written.writeUInt32BE(packet.ssrc >>> 0, 8);
  packet.payload.copy(written, HEADER_BYTES);
  return written;
}
