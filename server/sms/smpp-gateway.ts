import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Millis } from '@parley/core/time.ts';
import type { Log } from '../log.ts';
import type { Gateway, Outgoing, Reported, Sent } from './gateway.ts';
import { codeSms } from './gsm7.ts';
import { type LineAnswer, SmppLine } from './smpp-line.ts';
import { messageIdIn, type Submission, submitBody } from './smpp-pdu.ts';
import type { GatewayConfig } from './sms-config.ts';

type Parts = {
  readonly config: Extract<GatewayConfig, { kind: 'smpp' }>;
  readonly log: Log;
  readonly now: () => Millis;
  readonly partBecame: (gatewayId: string, became: Reported) => Promise<void>;
};

const REFERENCES = 256;
/** A later part is asked for again here: sending all of them anew would send the first ones twice. */
const PART_TRIES = 5;
const PART_WAIT_MS = 500;

/** The protocol that carriers themselves speak, version 3.4. */
export function createSmppGateway({ config, log, now, partBecame }: Parts): Gateway {
  let reference = randomInt(REFERENCES);
  const line = new SmppLine({
    config,
    log,
    received: async ({ gatewayId, state }) => {
      if (state !== null) await partBecame(gatewayId, state);
    },
  });
  return {
    // It knows no key of ours: the same submitted twice is sent twice.
    isIdempotent: false,
    keepsText: false,
    async send(sms) {
      reference = (reference + 1) % REFERENCES;
      const submissions = submissionsOf(sms, { from: config.from, reference, now: now() });
      const gatewayIds: string[] = [];
      for (const [index, submission] of submissions.entries()) {
        const sent = await submitPart(line, submission, index > 0 ? PART_TRIES : 1);
        if (sent.outcome !== 'taken') return index > 0 ? halfSent(sent) : sent;
        gatewayIds.push(...sent.gatewayIds);
      }
      return { outcome: 'taken', gatewayIds };
    },
    open: () => line.open(),
    close: () => line.close(),
  };
}

type About = { readonly from: string; readonly reference: number; readonly now: Millis };

function submissionsOf(sms: Outgoing, { from, reference, now }: About): readonly Submission[] {
  const { alphabet, parts } = codeSms(sms.text);
  const count = parts.length;
  return parts.map((text, index) => ({
    from,
    to: sms.to,
    alphabet,
    text,
    part: count === 1 ? null : { reference, count, nth: index + 1 },
    validSeconds: (sms.until - now) / 1000,
  }));
}

async function submitPart(line: SmppLine, submission: Submission, tries: number): Promise<Sent> {
  const sent = sentOf(await line.submit(submitBody(submission)));
  if (sent.outcome !== 'not-now' || tries === 1) return sent;
  await pause(PART_WAIT_MS);
  return submitPart(line, submission, tries - 1);
}

/** Some of it is on its way: that it was certainly not taken can no longer be said. */
function halfSent(sent: Exclude<Sent, { outcome: 'taken' }>): Sent {
  const { because } = sent;
  return sent.outcome === 'not-now' ? { outcome: 'unsure', because } : sent;
}

const NOT_NOW: ReadonlyMap<number, string> = new Map([
  [0x04, 'not-bound'],
  [0x08, 'system-error'],
  [0x14, 'queue-full'],
  [0x58, 'throttled'],
]);

function sentOf(answer: LineAnswer): Sent {
  switch (answer.came) {
    case 'not-bound':
      return { outcome: 'not-now', because: 'not-bound', retryAfterMs: null };
    case 'nothing':
      return { outcome: 'unsure', because: 'no-answer' };
    case 'answer': {
      const { status, body } = answer;
      if (status === 0) {
        const id = messageIdIn(body);
        return { outcome: 'taken', gatewayIds: id === '' ? [] : [id] };
      }
      const because = NOT_NOW.get(status);
      return because === undefined
        ? { outcome: 'refused', because: `0x${status.toString(16)}` }
        : { outcome: 'not-now', because, retryAfterMs: null };
    }
  }
}
