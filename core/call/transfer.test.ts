import { describe, expect, test } from 'vitest';
import { audioMatrix } from '../flows.ts';
import type { CallInput } from './inputs.ts';
import { step } from './step.ts';
import {
  after,
  BO_ANSWERS,
  by,
  inviteOf,
  lost,
  RING,
  refusalOf,
  stateOf,
  TOGETHER,
  told,
  withAlex,
} from './stories.ts';
import { timersOf } from './timers.ts';

describe('transferring without asking', () => {
  const ringing = after(withAlex(), inviteOf('transfer'));

  test('the customer hears music until the colleague has answered', () => {
    expect(audioMatrix(ringing)).toEqual(['Cleo hears music']);
    expect(timersOf(ringing).map((timer) => timer.key)).toContain('ring:offer-b');
    expect(audioMatrix(after(ringing, BO_ANSWERS))).toEqual(['Bo hears Cleo', 'Cleo hears Bo']);
  });

  test('the one who transfers may leave at once and is freed once', () => {
    const outcome = step(ringing, by('end'), 1_000);
    expect(told(outcome)).toEqual({ facts: ['leg-left'], freed: ['a transferred'] });
    const left = after(ringing, by('end'));
    expect(audioMatrix(left)).toEqual(['Cleo hears music']);
    expect(told(step(left, BO_ANSWERS, 1_000))).toEqual({ facts: ['transferred'], freed: [] });
  });

  test.each(['decline', 'agent-gone'] as const)(
    'when the colleague does not take it (%s) the customer is back where they were',
    (type) => {
      const failed: CallInput = { type, agentId: 'b' };
      expect(audioMatrix(after(ringing, failed))).toEqual(TOGETHER);
      const held = after(withAlex(), by('hold'), inviteOf('transfer'), failed);
      expect(stateOf(held)).toBe('held none');
      expect(audioMatrix(after(held, by('resume')))).toEqual(TOGETHER);
    },
  );

  test('nobody takes it and the one who transfers is gone: the customer keeps the place in line', () => {
    for (const gone of [[by('end')], lost('alex')]) {
      const outcome = step(
        after(ringing, ...gone),
        { type: 'rang-out', offerId: 'offer-b' },
        21_000,
      );
      expect(told(outcome)).toEqual({
        facts: ['transfer-failed', 'call-requeued'],
        freed: ['b rang-out'],
      });
      expect(outcome.ok && [stateOf(outcome.call), outcome.call.startedAt]).toEqual([
        'queued none',
        0,
      ]);
    }
  });

  test('pressed five times it rings once', () => {
    const refusals = [1, 2, 3, 4].map(() => refusalOf(ringing, inviteOf('transfer')));
    expect(refusals).toEqual(['consult-open', 'consult-open', 'consult-open', 'consult-open']);
  });

  test('hold, then attended transfer: the customer hears only the new agent', () => {
    const call = after(withAlex(), by('hold'), inviteOf('consult'), BO_ANSWERS, {
      type: 'complete-transfer',
      legId: 'alex',
    });
    expect(audioMatrix(call)).toEqual(['Bo hears Cleo', 'Cleo hears Bo']);
  });

  test('to a queue the customer keeps the place in line and nobody is preferred', () => {
    const input: CallInput = { type: 'transfer-to-queue', legId: 'alex', queueId: 'other' };
    const outcome = step(withAlex(), input, 9_000);
    expect(told(outcome)).toEqual({ facts: ['transferred-to-queue'], freed: ['a transferred'] });
    expect(outcome.ok && outcome.call).toMatchObject({
      queueId: 'other',
      preferredAgentId: null,
      startedAt: 0,
      passedBy: [{ agentId: 'a', at: 9_000 }],
    });
    expect(outcome.ok && audioMatrix(outcome.call)).toEqual(['Cleo hears music']);
  });

  test('a customer, a stranger and somebody who is rung transfer nothing', () => {
    expect(refusalOf(withAlex(), inviteOf('transfer', 'cleo'))).toBe('only-agents');
    expect(refusalOf(withAlex(), inviteOf('transfer', 'nobody'))).toBe('no-such-leg');
    expect(refusalOf(ringing, inviteOf('transfer', 'bo'))).toBe('not-answered');
  });
});

describe('a ringing call that is sent on', () => {
  const rung = after(withAlex(), ...lost('alex'), { type: 'offer', ...RING });

  test('to a queue frees the agent and seeks another', () => {
    const outcome = step(rung, { type: 'forward', agentId: 'a', to: { queueId: 'other' } }, 2_000);
    expect(told(outcome)).toEqual({ facts: ['call-forwarded'], freed: ['a forwarded'] });
    expect(outcome.ok && outcome.call).toMatchObject({ queueId: 'other', startedAt: 0 });
  });

  test('to a colleague rings there, and falls back to the queue', () => {
    const to = { ...RING, offerId: 'offer-b', agentId: 'b', agentName: 'Bo', legId: 'bo' };
    const there = after(rung, { type: 'forward', agentId: 'a', to });
    expect(there.phase).toMatchObject({ name: 'ringing', agentId: 'b' });
    expect(stateOf(after(there, { type: 'decline', agentId: 'b' }))).toBe('queued none');
    expect(refusalOf(there, { type: 'forward', agentId: 'a', to })).toBe('offer-closed');
  });
});

test('an agent who ends a held call of an escalation room leaves nobody on hold', () => {
  const room = after(withAlex('video', 'escalation-room'), by('hold'), by('end'));
  expect(stateOf(room)).toBe('ended none');
});
