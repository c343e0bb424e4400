/** The commands of SMPP 3.4 that are spoken here; an answer has the highest bit set. */
export const COMMANDS = {
  genericNack: 0x8000_0000,
  submit: 0x0000_0004,
  deliver: 0x0000_0005,
  unbind: 0x0000_0006,
  bindTransceiver: 0x0000_0009,
  enquireLink: 0x0000_0015,
} as const;

/** The bit that makes a command its own answer. */
export const ANSWER = 0x8000_0000;

/** One unit of the protocol. */
export type Pdu = {
  readonly command: number;
  readonly status: number;
  readonly sequence: number;
  readonly body: Buffer;
};

const HEADER_BYTES = 16;
const LONGEST_BYTES = 64 * 1024;

/** A stream that does not speak SMPP. */
export class NotSmpp extends Error {
  override readonly name = 'NotSmpp';
}

export function encodePdu({ command, status, sequence, body }: Pdu): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(HEADER_BYTES + body.length, 0);
  header.writeUInt32BE(command >>> 0, 4);
  header.writeUInt32BE(status, 8);
  header.writeUInt32BE(sequence, 12);
  return Buffer.concat([header, body]);
}

/** Cuts a stream of bytes into units, however they arrive. */
export class PduReader {
  #rest: Buffer = Buffer.alloc(0);

  /** Throws when what arrives cannot be SMPP. */
  read(chunk: Buffer): readonly Pdu[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const found: Pdu[] = [];
    while (this.#rest.length >= HEADER_BYTES) {
      const length = this.#rest.readUInt32BE(0);
      if (length < HEADER_BYTES || length > LONGEST_BYTES) throw new NotSmpp('no SMPP');
      if (this.#rest.length < length) break;
      const unit = this.#rest.subarray(0, length);
      this.#rest = this.#rest.subarray(length);
      found.push({
        command: unit.readUInt32BE(4),
        status: unit.readUInt32BE(8),
        sequence: unit.readUInt32BE(12),
        body: unit.subarray(HEADER_BYTES),
      });
    }
    return found;
  }
}

/** A text that ends with a zero, as the protocol writes most of its fields. */
function zeroEnded(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'latin1');
}

export function bindBody({
  systemId,
  password,
}: {
  readonly systemId: string;
  readonly password: string;
}): Buffer {
  const interfaceVersion = 0x34;
  return Buffer.concat([
    zeroEnded(systemId),
    zeroEnded(password),
    zeroEnded(''),
    Buffer.from([interfaceVersion, 0, 0]),
    zeroEnded(''),
  ]);
}

/** A text message, or one part of it. */
export type Submission = {
  readonly from: string;
  readonly to: string;
  readonly alphabet: 'gsm-7' | 'ucs-2';
  readonly text: Buffer;
  /** Which part of how many this is, under one reference; null for a message that is whole. */
  readonly part: {
    readonly reference: number;
    readonly count: number;
    readonly nth: number;
  } | null;
  readonly validSeconds: number;
};

const WITH_USER_DATA_HEADER = 0x40;
const DATA_CODING = { 'gsm-7': 0, 'ucs-2': 8 } as const;
const REPORT_WHEN_OVER = 1;

export function submitBody(submission: Submission): Buffer {
  const { from, to, alphabet, text, part, validSeconds } = submission;
  const header =
    part === null ? Buffer.alloc(0) : Buffer.from([5, 0, 3, part.reference, part.count, part.nth]);
  const protocol = 0;
  const priority = 0;
  return Buffer.concat([
    zeroEnded(''),
    sender(from),
    address(INTERNATIONAL, to.replace(/^\+/, '')),
    Buffer.from([part === null ? 0 : WITH_USER_DATA_HEADER, protocol, priority]),
    zeroEnded(''),
    zeroEnded(relativeTime(validSeconds)),
    Buffer.from([REPORT_WHEN_OVER, 0, DATA_CODING[alphabet], 0, header.length + text.length]),
    header,
    text,
  ]);
}

/** Type of number and numbering plan (SMPP 3.4, 5.2.5 and 5.2.6). */
const INTERNATIONAL = [1, 1] as const;
const SHORT_CODE = [3, 0] as const;
const NAME = [5, 0] as const;
const SHORT_CODE_DIGITS = 8;

function sender(from: string): Buffer {
  const digits = from.replace(/^\+/, '');
  if (!/^\d+$/.test(digits)) return address(NAME, from);
  const isWhole = from.startsWith('+') || digits.length > SHORT_CODE_DIGITS;
  return address(isWhole ? INTERNATIONAL : SHORT_CODE, digits);
}

function address(kind: readonly [number, number], digits: string): Buffer {
  return Buffer.concat([Buffer.from(kind), zeroEnded(digits)]);
}

/** `YYMMDDhhmmss000R` (SMPP 3.4, 7.1.1): from now on; at most a day here. */
function relativeTime(seconds: number): string {
  const whole = Math.min(86_399, Math.max(60, Math.ceil(seconds)));
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `000000${two(whole / 3600)}${two((whole / 60) % 60)}${two(whole % 60)}000R`;
}

/** The gateway's name for what was submitted. */
export function messageIdIn(body: Buffer): string {
  const end = body.indexOf(0);
  return body.toString('latin1', 0, end === -1 ? body.length : end);
}
