const PAYLOAD_SPECIFIC_FEEDBACK = 206;
const PICTURE_LOSS = 1;
const FULL_INTRA_REQUEST = 4;

/** Whether a compound RTCP packet asks for a key frame: PLI (RFC 4585) or FIR (RFC 5104). */
export function asksForKeyFrame(rtcp: Buffer): boolean {
  for (let at = 0; at + 4 <= rtcp.length; ) {
    const format = rtcp.readUInt8(at) & 0x1f;
    const isFeedback = rtcp.readUInt8(at + 1) === PAYLOAD_SPECIFIC_FEEDBACK;
    if (isFeedback && (format === PICTURE_LOSS || format === FULL_INTRA_REQUEST)) return true;
    at += 4 * (rtcp.readUInt16BE(at + 2) + 1);
  }
  return false;
}
