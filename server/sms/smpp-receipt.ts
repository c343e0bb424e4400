import type { Reported } from './gateway.ts';

/** What a gateway says became of something that was submitted. */
export type Receipt = { readonly gatewayId: string; readonly state: Reported | null };

const ESM_CLASS_KIND = 0x3c;
const IS_RECEIPT = 0x04;
const RECEIPTED_MESSAGE_ID = 0x001e;
const MESSAGE_STATE = 0x0427;
const MESSAGE_PAYLOAD = 0x0424;

/** `message_state` of SMPP 3.4, 5.2.28. */
const STATES: Readonly<Record<number, Reported>> = {
  2: 'delivered',
  3: 'failed',
  4: 'failed',
  5: 'failed',
  7: 'unknown',
  8: 'failed',
};

/** The words of a receipt's text (SMPP 3.4, appendix B). */
const WORDS: Readonly<Record<string, Reported>> = {
  DELIVRD: 'delivered',
  EXPIRED: 'failed',
  DELETED: 'failed',
  UNDELIV: 'failed',
  UNKNOWN: 'unknown',
  REJECTD: 'failed',
};

/** Reads a `deliver_sm`; null for anything but a receipt, such as an SMS that somebody writes to us. */
export function receiptIn(body: Buffer): Receipt | null {
  const fields = new Fields(body);
  fields.text();
  for (const _address of ['from', 'to']) {
    fields.skip(2);
    fields.text();
  }
  const esmClass = fields.byte();
  if ((esmClass & ESM_CLASS_KIND) !== IS_RECEIPT) return null;
  fields.skip(2);
  fields.text();
  fields.text();
  fields.skip(4);
  const short = fields.bytes(fields.byte());
  const extras = fields.extras();
  const text = (short.length > 0 ? short : (extras.get(MESSAGE_PAYLOAD) ?? short)).toString(
    'latin1',
  );
  return receiptOf(text, extras);
}

function receiptOf(text: string, extras: ReadonlyMap<number, Buffer>): Receipt | null {
  const named = extras.get(RECEIPTED_MESSAGE_ID)?.toString('latin1').replace(/\0.*$/s, '');
  const gatewayId = named ?? /\bid:(\S+)/i.exec(text)?.[1];
  if (gatewayId === undefined || gatewayId === '') return null;
  const state = extras.get(MESSAGE_STATE)?.[0];
  const word = /\bstat:(\w+)/i.exec(text)?.[1]?.toUpperCase();
  const said = state === undefined ? undefined : STATES[state];
  return { gatewayId, state: said ?? (word === undefined ? null : (WORDS[word] ?? null)) };
}

/** Reads one field after the other; beyond the end there is nothing. */
class Fields {
  readonly #body: Buffer;
  #at = 0;

  constructor(body: Buffer) {
    this.#body = body;
  }

  text(): string {
    const end = this.#body.indexOf(0, this.#at);
    const until = end === -1 ? this.#body.length : end;
    const text = this.#body.toString('latin1', this.#at, until);
    this.#at = until + 1;
    return text;
  }

  skip(count: number): void {
    this.#at += count;
  }

  byte(): number {
    return this.bytes(1)[0] ?? 0;
  }

  bytes(count: number): Buffer {
    const found = this.#body.subarray(this.#at, this.#at + count);
    this.#at += count;
    return found;
  }

  /** The optional parameters after the fixed fields: two bytes name, two bytes length, the value. */
  extras(): ReadonlyMap<number, Buffer> {
    const found = new Map<number, Buffer>();
    while (this.#at + 4 <= this.#body.length) {
      const head = this.bytes(4);
      found.set(head.readUInt16BE(0), this.bytes(head.readUInt16BE(2)));
    }
    return found;
  }
}
