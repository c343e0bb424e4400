import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { codeOf } from '../database/database.ts';
import type { Log } from '../log.ts';
import { ANSWER, bindBody, COMMANDS, encodePdu, type Pdu, PduReader } from './smpp-pdu.ts';
import { type Receipt, receiptIn } from './smpp-receipt.ts';
import type { GatewayConfig } from './sms-config.ts';

/** What asking over the line came to. */
export type LineAnswer =
  | { readonly came: 'answer'; readonly status: number; readonly body: Buffer }
  /** It was never sent. */
  | { readonly came: 'not-bound' }
  /** It was sent, and no answer came. */
  | { readonly came: 'nothing' };

type Parts = {
  readonly config: Extract<GatewayConfig, { kind: 'smpp' }>;
  readonly log: Log;
  /** What it throws makes the gateway send the receipt again. */
  readonly received: (receipt: Receipt) => Promise<void>;
};

const ANSWER_MS = 15_000;
/** How long what is to be sent waits for a line. */
const BOUND_MS = 3_000;
const ENQUIRE_MS = 30_000;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;
const LAST_SEQUENCE = 0x7fff_ffff;
const TRY_AGAIN = 0x64;
const UNKNOWN_COMMAND = 0x03;

/** One line to an SMPP gateway that is taken up again whenever it breaks. */
export class SmppLine {
  readonly #parts: Parts;
  readonly #asked = new Map<number, (answer: LineAnswer) => void>();
  readonly #waiting = new Set<() => void>();
  #socket: Socket | null = null;
  #isBound = false;
  #isOpen = false;
  #sequence = 0;
  #waitMs = FIRST_WAIT_MS;
  #again: NodeJS.Timeout | undefined;
  #beat: NodeJS.Timeout | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  open(): void {
    this.#isOpen = true;
    this.#connect();
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    clearTimeout(this.#again);
    for (const go of this.#waiting) go();
    const socket = this.#socket;
    if (socket === null) return;
    if (this.#isBound) void this.#ask(COMMANDS.unbind, Buffer.alloc(0));
    await new Promise<void>((resolve) => {
      socket.once('close', () => resolve());
      socket.destroySoon();
    });
  }

  /** Never throws; a line that is just being taken up is waited for. */
  async submit(body: Buffer): Promise<LineAnswer> {
    if (!this.#isBound) await this.#soonBound();
    return this.#isBound ? this.#ask(COMMANDS.submit, body) : { came: 'not-bound' };
  }

  #soonBound(): Promise<void> {
    return new Promise((resolve) => {
      const go = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(go);
        resolve();
      };
      const timer = setTimeout(go, BOUND_MS).unref();
      this.#waiting.add(go);
    });
  }

  #connect(): void {
    const { host, port, tls } = this.#parts.config;
    const socket = tls
      ? connectTls({ host, port, servername: host })
      : connectPlain({ host, port });
    const reader = new PduReader();
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.once(tls ? 'secureConnect' : 'connect', () => void this.#bind());
    socket.on('data', (chunk: Buffer) => {
      try {
        for (const pdu of reader.read(chunk)) this.#hear(pdu);
      } catch (error) {
        this.#warn(codeOf(error), 'the SMS gateway does not speak SMPP');
        socket.destroy();
      }
    });
    socket.on('error', (error) => this.#warn(codeOf(error), 'the line to the SMS gateway failed'));
    socket.once('close', () => this.#lost());
    const tooSlow = setTimeout(() => {
      if (!this.#isBound && this.#socket === socket) socket.destroy();
    }, ANSWER_MS).unref();
    socket.once('close', () => clearTimeout(tooSlow));
  }

  async #bind(): Promise<void> {
    const answer = await this.#ask(COMMANDS.bindTransceiver, bindBody(this.#parts.config));
    if (answer.came !== 'answer' || answer.status !== 0) {
      const code = answer.came === 'answer' ? `0x${answer.status.toString(16)}` : answer.came;
      this.#warn(code, 'the SMS gateway does not let us in');
      this.#socket?.destroy();
      return;
    }
    this.#isBound = true;
    for (const go of this.#waiting) go();
    this.#waitMs = FIRST_WAIT_MS;
    this.#beat = setInterval(() => void this.#enquire(), ENQUIRE_MS).unref();
  }

  async #enquire(): Promise<void> {
    const socket = this.#socket;
    const answer = await this.#ask(COMMANDS.enquireLink, Buffer.alloc(0));
    if (answer.came === 'nothing') socket?.destroy();
  }

  #lost(): void {
    this.#isBound = false;
    this.#socket = null;
    clearInterval(this.#beat);
    for (const resolve of this.#asked.values()) resolve({ came: 'nothing' });
    if (!this.#isOpen) return;
    this.#again = setTimeout(() => this.#connect(), this.#waitMs).unref();
    this.#waitMs = Math.min(LONGEST_WAIT_MS, this.#waitMs * 2);
  }

  #ask(command: number, body: Buffer): Promise<LineAnswer> {
    this.#sequence = this.#sequence === LAST_SEQUENCE ? 1 : this.#sequence + 1;
    const sequence = this.#sequence;
    return new Promise((resolve) => {
      const settle = (answer: LineAnswer): void => {
        clearTimeout(timer);
        this.#asked.delete(sequence);
        resolve(answer);
      };
      const timer = setTimeout(() => settle({ came: 'nothing' }), ANSWER_MS).unref();
      this.#asked.set(sequence, settle);
      this.#say({ command, status: 0, sequence, body });
    });
  }

  #say(pdu: Pdu): void {
    this.#socket?.write(encodePdu(pdu));
  }

  #hear(pdu: Pdu): void {
    const { command, sequence, status, body } = pdu;
    if (command >= ANSWER) {
      this.#asked.get(sequence)?.({ came: 'answer', status, body });
      return;
    }
    switch (command) {
      case COMMANDS.deliver:
        void this.#take(pdu);
        return;
      case COMMANDS.enquireLink:
        this.#answer(pdu, 0);
        return;
      case COMMANDS.unbind:
        this.#answer(pdu, 0);
        this.#socket?.end();
        return;
      default:
        this.#say({
          command: COMMANDS.genericNack,
          status: UNKNOWN_COMMAND,
          sequence,
          body: Buffer.alloc(0),
        });
    }
  }

  /** Answered once it is kept: what a gateway hears no answer to it sends again. */
  async #take(pdu: Pdu): Promise<void> {
    const receipt = receiptIn(pdu.body);
    try {
      if (receipt !== null) await this.#parts.received(receipt);
      this.#answer(pdu, 0);
    } catch (error) {
      this.#warn(codeOf(error), 'a receipt of the SMS gateway could not be kept');
      this.#answer(pdu, TRY_AGAIN);
    }
  }

  #answer({ command, sequence }: Pdu, status: number): void {
    const body = command === COMMANDS.deliver ? Buffer.alloc(1) : Buffer.alloc(0);
    this.#say({ command: (command | ANSWER) >>> 0, status, sequence, body });
  }

  #warn(code: string, words: string): void {
    this.#parts.log.warn({ code }, words);
  }
}
