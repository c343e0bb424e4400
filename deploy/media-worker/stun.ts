import { createHmac, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

// RFC 8489, with the attributes of RFC 8445.
const BINDING_REQUEST = 0x0001;
const BINDING_SUCCESS = 0x0101;
const MAGIC_COOKIE = 0x2112a442;
const HEADER_BYTES = 20;
const INTEGRITY_BYTES = 24;
const FINGERPRINT_BYTES = 8;
const FINGERPRINT_MASK = 0x5354554e;

const USERNAME = 0x0006;
const MESSAGE_INTEGRITY = 0x0008;
const PRIORITY = 0x0024;
const USE_CANDIDATE = 0x0025;
const FINGERPRINT = 0x8028;
const ICE_CONTROLLING = 0x802a;

function attribute(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

function header(bodyBytes: number): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(BINDING_REQUEST, 0);
  head.writeUInt16BE(bodyBytes, 2);
  head.writeUInt32BE(MAGIC_COOKIE, 4);
  return head;
}

/** The connectivity check with which a browser, in control, takes the path it is sent on. */
export function bindingRequest(to: { usernameFragment: string; password: string }): Buffer {
  const transaction = randomBytes(12);
  const body = Buffer.concat([
    attribute(USERNAME, Buffer.from(`${to.usernameFragment}:parley`)),
    attribute(PRIORITY, uint32(0x7e0000ff)),
    attribute(ICE_CONTROLLING, randomBytes(8)),
    attribute(USE_CANDIDATE, Buffer.alloc(0)),
  ]);
  // Both seals are made over a header that already counts themselves.
  const signed = Buffer.concat([header(body.length + INTEGRITY_BYTES), transaction, body]);
  const hmac = createHmac('sha1', to.password).update(signed).digest();
  const sealed = Buffer.concat([
    header(body.length + INTEGRITY_BYTES + FINGERPRINT_BYTES),
    transaction,
    body,
    attribute(MESSAGE_INTEGRITY, hmac),
  ]);
  return Buffer.concat([sealed, attribute(FINGERPRINT, uint32(crc32(sealed) ^ FINGERPRINT_MASK))]);
}

/** STUN shares its port with DTLS and SRTP; its first byte is below theirs (RFC 7983). */
export function isStun(packet: Buffer): boolean {
  return packet.length >= HEADER_BYTES && packet.readUInt8(0) < 4;
}

export function isBindingSuccess(packet: Buffer): boolean {
  return isStun(packet) && packet.readUInt16BE(0) === BINDING_SUCCESS;
}
