import { describe, expect, test } from 'vitest';
import { audioMatrix } from '../flows.ts';
import { GRACE_MS } from './call.ts';
import { mediaPlan } from './media-plan.ts';
import { step } from './step.ts';
import {
  after,
  by,
  consulting,
  inviteOf,
  lost,
  refusalOf,
  stateOf,
  TOGETHER,
  told,
  withAlex,
} from './stories.ts';

describe('asking a colleague first', () => {
  test('while the colleague is rung the customer hears music and nobody else hears anything', () => {
    expect(audioMatrix(after(withAlex(), inviteOf('consult')))).toEqual(['Cleo hears music']);
  });

  test('the two agents talk and see each other, and the customer is left with music', () => {
    expect(audioMatrix(consulting())).toEqual([
      'Alex hears Bo',
      'Bo hears Alex',
      'Cleo hears music',
    ]);
    expect(audioMatrix(consulting('video'))).toEqual([
      'Alex hears Bo',
      'Alex sees Bo',
      'Bo hears Alex',
      'Bo sees Alex',
      'Cleo hears music',
      'Cleo sees music',
    ]);
  });

  test('swapping goes to the customer and back, and the other one always hears music', () => {
    const aside = after(consulting(), by('swap'));
    expect(audioMatrix(aside)).toEqual(['Alex hears Cleo', 'Bo hears music', 'Cleo hears Alex']);
    expect(audioMatrix(after(aside, by('swap')))).toEqual(audioMatrix(consulting()));
    expect(stateOf(aside)).toBe('active aside');
  });

  test('hold and resume change sides as swap does', () => {
    const aside = after(consulting(), by('resume'));
    expect([stateOf(aside), stateOf(after(aside, by('hold')))]).toEqual([
      'active aside',
      'held consulting',
    ]);
  });

  test.each([
    ['while it rings', after(withAlex(), inviteOf('consult')), 'b withdrawn'],
    ['in the consult', consulting(), 'b ended'],
    ['while the colleague waits', after(consulting(), by('swap')), 'b ended'],
    ['in the conference', after(consulting(), by('merge')), 'b ended'],
    ['in the held conference', after(consulting(), by('merge'), by('hold', 'bo')), 'b ended'],
  ])('cancelling %s brings the customer back and frees the colleague', (_, call, freed) => {
    const outcome = step(call, { type: 'cancel-consult', legId: 'alex' }, 1_000);
    expect(told(outcome)).toEqual({ facts: ['consult-cancelled'], freed: [freed] });
    expect(outcome.ok && audioMatrix(outcome.call)).toEqual(TOGETHER);
  });

  test.each([
    ['declines', { type: 'decline', agentId: 'b' }, 'b declined'],
    ['lets it ring', { type: 'rang-out', offerId: 'offer-b' }, 'b rang-out'],
    ['vanishes', { type: 'agent-gone', agentId: 'b' }, 'b agent-gone'],
  ] as const)('a colleague who %s leaves the customer held as before', (_, input, freed) => {
    const outcome = step(after(withAlex(), inviteOf('consult')), input, 1_000);
    expect(told(outcome)).toEqual({ facts: ['consult-failed'], freed: [freed] });
    expect(outcome.ok && stateOf(outcome.call)).toBe('held none');
  });

  test('completing hands the customer over and frees the one who asked', () => {
    for (const call of [consulting(), after(consulting(), by('swap'))]) {
      const outcome = step(call, { type: 'complete-transfer', legId: 'alex' }, 1_000);
      expect(told(outcome)).toEqual({ facts: ['transferred'], freed: ['a transferred'] });
      expect(outcome.ok && audioMatrix(outcome.call)).toEqual(['Bo hears Cleo', 'Cleo hears Bo']);
    }
  });

  test('only the one who asked decides what becomes of the consult', () => {
    const aside = after(consulting(), by('swap'));
    const types = ['swap', 'merge', 'cancel-consult', 'complete-transfer', 'hold'] as const;
    expect(types.map((type) => refusalOf(aside, { type, legId: 'bo' }))).toEqual(
      types.map(() => 'not-yours'),
    );
    expect(refusalOf(consulting(), by('resume', 'bo'))).toBe('held-by-other');
  });

  test('the colleague’s End leaves, the customer stays as they were', () => {
    expect(stateOf(after(consulting(), by('end', 'bo')))).toBe('held none');
    expect(audioMatrix(after(consulting(), by('swap'), by('end', 'bo')))).toEqual(TOGETHER);
  });

  test('End of the one who asked ends the consult and not the customer', () => {
    const ringing = after(withAlex(), inviteOf('consult'), by('end'));
    expect([stateOf(ringing), stateOf(after(consulting(), by('end')))]).toEqual([
      'held none',
      'held none',
    ]);
    expect(after(consulting(), by('swap'), by('end')).phase).toMatchObject({
      name: 'ended',
      reason: 'agent-ended',
    });
  });

  test('a customer who hangs up in the middle frees both agents', () => {
    const end = by('end', 'cleo');
    const ringing = after(withAlex(), inviteOf('consult'));
    expect(told(step(ringing, end, 1_000)).freed).toEqual(['a ended', 'b withdrawn']);
    expect(told(step(consulting(), end, 1_000)).freed).toEqual(['a ended', 'b ended']);
  });

  test('who is lost while a colleague is rung gives the customer to the queue', () => {
    const call = after(withAlex(), inviteOf('consult'), ...lost('alex'));
    expect([stateOf(call), audioMatrix(call)]).toEqual(['queued none', ['Cleo hears music']]);
    expect(call.legs.map((leg) => leg.id)).toEqual(['cleo']);
  });

  test('who is lost in the consult leaves the customer with the colleague', () => {
    const aside = after(consulting(), by('swap'));
    for (const call of [after(consulting(), ...lost('alex')), after(aside, ...lost('alex'))]) {
      expect(audioMatrix(call)).toEqual(['Bo hears Cleo', 'Cleo hears Bo']);
    }
  });

  test('a colleague who is lost leaves the customer as they were', () => {
    expect(stateOf(after(consulting(), ...lost('bo')))).toBe('held none');
    const outcome = step(
      after(consulting(), by('swap'), ...lost('bo').slice(0, 2)),
      { type: 'grace-over', legId: 'bo', dueAt: 1_000 + GRACE_MS },
      1_000 + GRACE_MS,
    );
    expect(told(outcome)).toEqual({ facts: ['consult-failed'], freed: ['b agent-lost'] });
    expect(outcome.ok && audioMatrix(outcome.call)).toEqual(TOGETHER);
  });
});

describe('a conference', () => {
  const conference = after(consulting(), by('merge'));

  test('everybody hears everybody and no music plays', () => {
    expect(audioMatrix(conference)).toEqual([
      'Alex hears Bo',
      'Alex hears Cleo',
      'Bo hears Alex',
      'Bo hears Cleo',
      'Cleo hears Alex',
      'Cleo hears Bo',
    ]);
    expect(mediaPlan(conference, 1).playing).toBe(false);
  });

  test('either agent leaves and the others go on', () => {
    expect(audioMatrix(after(conference, by('end')))).toEqual(['Bo hears Cleo', 'Cleo hears Bo']);
    expect(audioMatrix(after(conference, by('end', 'bo')))).toEqual(TOGETHER);
    expect(audioMatrix(after(conference, ...lost('alex')))).toEqual([
      'Bo hears Cleo',
      'Cleo hears Bo',
    ]);
  });

  test('on hold the agents talk on and whoever held it takes the customer back', () => {
    const held = after(conference, by('hold', 'bo'));
    expect(audioMatrix(held)).toEqual(audioMatrix(consulting()));
    expect(refusalOf(held, by('resume'))).toBe('held-by-other');
    expect(stateOf(after(held, by('resume', 'bo')))).toBe('active conference');
  });

  test('when the one who held it leaves, the others are taken off hold', () => {
    const held = after(conference, by('hold'));
    expect(audioMatrix(after(held, by('end')))).toEqual(['Bo hears Cleo', 'Cleo hears Bo']);
    expect(audioMatrix(after(held, ...lost('alex')))).toEqual(['Bo hears Cleo', 'Cleo hears Bo']);
  });

  test('a fourth person does not get in', () => {
    expect(refusalOf(conference, inviteOf('consult'))).toBe('conference-full');
    expect(refusalOf(consulting(), inviteOf('consult'))).toBe('consult-open');
  });
});
