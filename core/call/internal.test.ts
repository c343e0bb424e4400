import { describe, expect, test } from 'vitest';
import { audioMatrix, flows } from '../flows.ts';
import type { CallInput } from './inputs.ts';
import { startInternalCall } from './start.ts';
import { step } from './step.ts';
import {
  after,
  BO_ANSWERS,
  by,
  consulting,
  lost,
  RING,
  refusalOf,
  stateOf,
  told,
  withAlex,
} from './stories.ts';

describe('a call between agents', () => {
  const caller = { legId: 'alex', personId: 'a', name: 'Alex' };
  const callee = { ...RING, offerId: 'offer-b', agentId: 'b', agentName: 'Bo', legId: 'bo' };
  const request = {
    callId: 'call',
    conversationId: 'talk',
    kind: 'audio',
    caller,
    callee,
  } as const;
  const ringing = startInternalCall(request, 0).call;
  const talking = after(ringing, BO_ANSWERS);

  test('nobody hears anything while it rings, and both hear each other after the answer', () => {
    expect(flows(ringing)).toEqual([]);
    expect(audioMatrix(talking)).toEqual(['Alex hears Bo', 'Bo hears Alex']);
  });

  test.each([
    [{ type: 'decline', agentId: 'b' }, 'declined', ['a ended', 'b declined']],
    [{ type: 'rang-out', offerId: 'offer-b' }, 'no-answer', ['a ended', 'b rang-out']],
    [{ type: 'agent-gone', agentId: 'b' }, 'unreachable', ['a ended', 'b agent-gone']],
    [{ type: 'end', legId: 'alex' }, 'abandoned', ['a ended', 'b withdrawn']],
  ] as const)('%j ends it: %s', (input, reason, freed) => {
    const outcome = step(ringing, input, 1_000);
    expect(told(outcome).freed).toEqual(freed);
    expect(outcome.ok && outcome.call.phase).toMatchObject({ name: 'ended', reason });
  });

  test('it ends when one of the two leaves or is lost', () => {
    expect(after(talking, by('end', 'bo')).phase).toMatchObject({ reason: 'agent-ended' });
    expect(after(talking, ...lost('bo')).phase).toMatchObject({ reason: 'agent-lost' });
  });

  test('either holds it and only who held it takes it back', () => {
    const held = after(talking, by('hold', 'bo'));
    expect(audioMatrix(held)).toEqual(['Alex hears music']);
    expect(refusalOf(held, by('resume'))).toBe('held-by-other');
  });

  test('it goes to no queue', () => {
    const input: CallInput = { type: 'transfer-to-queue', legId: 'alex', queueId: 'queue' };
    expect(refusalOf(talking, input)).toBe('no-customer');
  });

  test('a third agent is asked, and whoever leaves the conference leaves the others talking', () => {
    const di = { offerId: 'offer-d', agentId: 'd', agentName: 'Di', invitedLegId: 'di' };
    const invite: CallInput = { type: 'invite', legId: 'bo', purpose: 'consult', until: 9, ...di };
    const answer: CallInput = { type: 'answer', agentId: 'd', tabId: 'tab' };
    const asked = after(talking, invite, answer);
    expect(audioMatrix(asked)).toEqual(['Alex hears music', 'Bo hears Di', 'Di hears Bo']);
    const three = after(asked, by('merge', 'bo'));
    expect(audioMatrix(three)).toHaveLength(6);
    expect(audioMatrix(after(three, by('end')))).toEqual(['Bo hears Di', 'Di hears Bo']);
  });
});

describe('turning to another call', () => {
  test('alone with the customer it is hold', () => {
    expect(stateOf(after(withAlex(), { type: 'step-away', legId: 'alex' }))).toBe('held none');
  });

  test('out of a consult or a conference only the own leg falls silent', () => {
    const away: CallInput = { type: 'step-away', legId: 'alex' };
    expect(audioMatrix(after(consulting(), away))).toEqual(['Bo hears music', 'Cleo hears music']);
    const conference = after(consulting(), by('merge'), away);
    expect(audioMatrix(conference)).toEqual(['Bo hears Cleo', 'Cleo hears Bo']);
    expect(audioMatrix(after(conference, by('resume')))).toHaveLength(6);
  });

  test('who turned away must come back before bringing anybody in', () => {
    const call = after(consulting(), { type: 'step-away', legId: 'alex' });
    expect(refusalOf(call, by('merge'))).toBe('stepped-away');
  });
});

test('tones are told, and only what a dialpad has', () => {
  const send = (digits: string): CallInput => ({ type: 'send-digits', legId: 'alex', digits });
  expect(told(step(withAlex(), send('1*#D'), 0)).facts).toEqual(['digits-sent']);
  expect([refusalOf(withAlex(), send('')), refusalOf(withAlex(), send('12a'))]).toEqual([
    'bad-digits',
    'bad-digits',
  ]);
});
