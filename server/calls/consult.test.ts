import type { ConversationEvent } from '@parley/core/conversation/events.ts';
import { emptyConversation, foldConversation } from '@parley/core/conversation/view.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CallScene, CLEAN, callScene } from '../testing/call-scene.ts';
import { type AgentSeat, type Customer, type House, openHouse } from '../testing/engine-house.ts';

let house: House;
let scene: CallScene;
let alex: AgentSeat;
let bo: AgentSeat;
beforeEach(async () => {
  house = await openHouse();
  scene = callScene(house);
  alex = await house.readyAgent('Alex');
  bo = await house.readyAgent('Bo');
});
afterEach(() => house.stop());

const TALK = ['Alex hears Cleo', 'Cleo hears Alex'];
const HELD = ['Cleo hears music'];
const CONSULT = ['Alex hears Bo', 'Bo hears Alex', 'Cleo hears music'];
const ASIDE = ['Alex hears Cleo', 'Bo hears music', 'Cleo hears Alex'];
const ALL = [
  'Alex hears Bo',
  'Alex hears Cleo',
  'Bo hears Alex',
  'Bo hears Cleo',
  'Cleo hears Alex',
  'Cleo hears Bo',
];

function toBo(): object {
  return { to: { type: 'agent', agentId: bo.personId } };
}

async function consulting(kind: 'audio' | 'video' = 'audio') {
  const { callId, customer } = await scene.talking([alex], kind);
  await scene.does(alex, 'consult', { callId, ...toBo() });
  await scene.answer(bo);
  return { callId, customer };
}

async function endsClean(callId: string, customer: Customer): Promise<void> {
  await scene.press(customer, 'end-call', { callId });
  await house.quiet();
  for (const seat of [alex, bo]) {
    for (const { conversationId } of (await house.desk(seat)).conversations) {
      await house.succeed(seat, 'complete-conversation', { conversationId });
    }
    expect(await scene.clean(seat)).toEqual(CLEAN);
  }
  expect(house.node.plan(callId)).toBe(null);
}

describe('a colleague asked first', () => {
  test('is rung with who asks and for whom while the customer hears music, talks with the agent alone, then takes the line with its chat', async () => {
    const { callId, customer } = await scene.talking([alex]);
    expect(await scene.heard(callId)).toEqual(TALK);
    await scene.does(alex, 'consult', { callId, ...toBo() });
    expect(await scene.heard(callId)).toEqual(HELD);
    expect(await scene.tasks(bo)).toEqual(['voice reserved']);
    const offer = await scene.offerAt(bo);
    expect(offer).toMatchObject({
      callId,
      purpose: 'consult',
      fromName: 'Alex',
      customerName: 'Cleo',
      channel: 'voice',
    });
    expect(house.node.plan(callId)?.legs.map((leg) => leg.legId)).toContain(offer.legId);
    await scene.answer(bo);
    expect(await scene.heard(callId)).toEqual(CONSULT);
    expect((await house.desk(bo)).conversations).toEqual([]);
    await scene.does(alex, 'complete-transfer', { callId });
    expect(await scene.heard(callId)).toEqual(['Bo hears Cleo', 'Cleo hears Bo']);
    expect((await house.desk(bo)).conversations).toHaveLength(1);
    expect(await scene.clean(alex)).toEqual(CLEAN);
    await endsClean(callId, customer);
  });

  test('waits with music while the agent is back with the customer, and hears them again after another swap', async () => {
    const { callId, customer } = await consulting();
    await scene.does(alex, 'swap-call', { callId });
    expect(await scene.heard(callId)).toEqual(ASIDE);
    await scene.does(alex, 'swap-call', { callId });
    expect(await scene.heard(callId)).toEqual(CONSULT);
    await scene.does(alex, 'cancel-consult', { callId });
    expect(await scene.heard(callId)).toEqual(TALK);
    expect(await scene.clean(bo)).toEqual(CLEAN);
    await endsClean(callId, customer);
  });

  test('becomes one of three by merge; whoever of the agents leaves, the others go on', async () => {
    const { callId, customer } = await consulting();
    await scene.does(alex, 'merge-call', { callId });
    expect(await scene.heard(callId)).toEqual(ALL);
    await scene.does(alex, 'hold-call', { callId });
    expect(await scene.heard(callId)).toEqual(CONSULT);
    await scene.does(alex, 'resume-call', { callId });
    expect(await scene.heard(callId)).toEqual(ALL);
    await scene.does(alex, 'end-call', { callId });
    expect(await scene.heard(callId)).toEqual(['Bo hears Cleo', 'Cleo hears Bo']);
    await endsClean(callId, customer);
  });

  test('is seen in a video call as they are heard', async () => {
    const { callId, customer } = await consulting('video');
    const pictures = (edges: readonly string[]) => edges.map((one) => one.replace('hears', 'sees'));
    expect(await scene.seen(callId)).toEqual(pictures(CONSULT));
    await scene.does(alex, 'swap-call', { callId });
    expect(await scene.seen(callId)).toEqual(pictures(ASIDE));
    await scene.does(alex, 'merge-call', { callId });
    expect(await scene.seen(callId)).toEqual(pictures(ALL));
    await endsClean(callId, customer);
  });

  test('reads the conversation from answering until leaving, and not before or after', async () => {
    const { callId, customer } = await scene.talking([alex]);
    const stream = `conversation:${customer.conversationId}`;
    const reads = async () => (await house.follow(bo.who, stream)).ok;
    await scene.does(alex, 'consult', { callId, ...toBo() });
    expect(await reads()).toBe(false);
    await scene.answer(bo);
    expect(await reads()).toBe(true);
    await scene.does(bo, 'end-call', { callId });
    expect(await reads()).toBe(false);
    expect(house.unfollowed).toContainEqual({ stream, personId: bo.personId });
    expect(await scene.heard(callId)).toEqual(HELD);
  });

  test('is nobody to the customer, who sees a held line and is told when it is back', async () => {
    const { callId, customer } = await consulting();
    await scene.does(alex, 'swap-call', { callId });
    await scene.does(alex, 'swap-call', { callId });
    await scene.does(alex, 'cancel-consult', { callId });
    const followed = await house.follow(customer.who, `conversation:${customer.conversationId}`);
    if (!followed.ok) throw new Error(followed.code);
    expect(JSON.stringify(followed.events)).not.toContain('Bo');
    const page = (followed.events as readonly ConversationEvent[]).reduce(
      foldConversation,
      emptyConversation(customer.conversationId),
    );
    expect(page.timeline.slice(-4).map(({ what, who }) => [what.type, who?.name])).toEqual([
      ['call-held', 'Alex'],
      ['call-resumed', 'Alex'],
      ['call-held', 'Alex'],
      ['call-resumed', 'Alex'],
    ]);
    expect(page.call?.phase.name).toBe('active');
  });

  test('may not complete, merge, swap or cancel what the other began', async () => {
    const { callId } = await consulting();
    for (const name of [
      'complete-transfer',
      'merge-call',
      'swap-call',
      'cancel-consult',
    ] as const) {
      expect(await scene.press(bo, name, { callId })).toMatchObject({ code: 'not-yours' });
    }
    expect(await scene.heard(callId)).toEqual(CONSULT);
  });

  test('cannot be a fourth', async () => {
    const cy = await house.readyAgent('Cy');
    const { callId } = await consulting();
    const to = { type: 'agent', agentId: cy.personId };
    expect(await scene.press(alex, 'consult', { callId, to })).toMatchObject({
      code: 'consult-open',
    });
    await scene.does(alex, 'merge-call', { callId });
    expect(await scene.press(alex, 'consult', { callId, to })).toMatchObject({
      code: 'conference-full',
    });
    expect(await scene.clean(cy)).toEqual(CLEAN);
  });

  test('of a queue is its first free agent, and nobody free is a busy queue', async () => {
    const cy = await house.readyAgent('Cy');
    const { callId } = await scene.talking([alex]);
    const to = { type: 'queue', queueId: 'support' };
    await scene.does(alex, 'consult', { callId, to });
    expect((await scene.offerAt(bo)).purpose).toBe('consult');
    await house.succeed(bo, 'decline-offer', { offerId: (await scene.offerAt(bo)).offerId });
    for (const seat of [bo, cy]) await house.succeed(seat, 'go-offline', {});
    expect(await scene.press(alex, 'consult', { callId, to })).toMatchObject({
      code: 'target-busy',
      facts: { name: 'Support' },
    });
  });
});

describe('a colleague who cannot be asked', () => {
  test('is refused by name: offline, without a page, in a call; the line goes on', async () => {
    const { callId } = await scene.talking([alex]);
    const cy = await house.agent('Cy');
    const aimed = { callId, to: { type: 'agent', agentId: cy.personId } };
    const pressed = async () => scene.press(alex, 'consult', aimed);
    expect(await pressed()).toMatchObject({ code: 'target-offline', facts: { name: 'Cy' } });
    await house.succeed(cy, 'go-ready', {});
    expect(await pressed()).toMatchObject({ code: 'target-unreachable', facts: { name: 'Cy' } });
    await house.succeed(bo, 'go-offline', {});
    await house.renew(cy);
    await scene.talking([cy]);
    expect(await pressed()).toMatchObject({ code: 'target-busy', facts: { name: 'Cy' } });
    expect(await scene.heard(callId)).toEqual(TALK);
  });

  test('declines or lets it ring: the line stays held, the agent is told, and takes it back', async () => {
    const { callId, customer } = await scene.talking([alex]);
    await scene.does(alex, 'consult', { callId, ...toBo() });
    await house.succeed(bo, 'decline-offer', { offerId: (await scene.offerAt(bo)).offerId });
    await house.quiet();
    expect(await scene.heard(callId)).toEqual(HELD);
    expect(await scene.clean(bo)).toEqual(CLEAN);
    await scene.does(alex, 'consult', { callId, ...toBo() });
    for (let slice = 0; slice < 3; slice += 1) {
      for (const seat of [alex, bo]) await house.renew(seat);
      await house.pass(7_000);
    }
    expect(await scene.clean(bo)).toEqual(CLEAN);
    expect(
      (await house.facts(customer.conversationId)).filter((one) => one === 'consult-failed'),
    ).toHaveLength(2);
    await scene.does(alex, 'resume-call', { callId });
    expect(await scene.heard(callId)).toEqual(TALK);
    await endsClean(callId, customer);
  });

  test.each([
    ['while it rings', [], HELD],
    ['in the consult', ['answer'], HELD],
    ['while the agent is with the customer', ['answer', 'swap-call'], TALK],
    ['in the conference', ['answer', 'merge-call'], TALK],
  ] as const)('vanishes %s, and the customer is not dropped', async (_, steps, after) => {
    const { callId, customer } = await scene.talking([alex]);
    await scene.does(alex, 'consult', { callId, ...toBo() });
    for (const step of steps) {
      if (step === 'answer') await scene.answer(bo);
      else await scene.does(alex, step, { callId });
    }
    await house.engine().dropTab(bo.personId, bo.tabId);
    await house.renew(alex);
    await house.pass(8_100);
    expect(await scene.heard(callId)).toEqual(after);
    expect(await scene.clean(bo)).toEqual(CLEAN);
    await endsClean(callId, customer);
  });

  test.each([
    ['in the consult', ['answer']],
    ['while the colleague waits', ['answer', 'swap-call']],
    ['in the conference', ['answer', 'merge-call']],
  ] as const)('has the line with its chat when the one who asked vanishes %s', async (_, steps) => {
    const { callId, customer } = await scene.talking([alex]);
    await scene.does(alex, 'consult', { callId, ...toBo() });
    for (const step of steps) {
      if (step === 'answer') await scene.answer(bo);
      else await scene.does(alex, step, { callId });
    }
    await house.engine().dropTab(alex.personId, alex.tabId);
    await house.quiet();
    expect(await scene.heard(callId)).toEqual(['Bo hears Cleo', 'Cleo hears Bo']);
    expect((await house.desk(bo)).conversations).toHaveLength(1);
    expect(await scene.clean(alex)).toEqual(CLEAN);
    await endsClean(callId, customer);
  });

  test('is let off when the one who asked vanishes while it rings, and the customer waits in line again', async () => {
    const { callId, customer } = await scene.talking([alex]);
    await scene.does(alex, 'consult', { callId, ...toBo() });
    await house.succeed(bo, 'pause', { reason: 'Lunch' });
    await house.engine().dropTab(alex.personId, alex.tabId);
    await house.quiet();
    expect((await house.call(callId)).phase.name).toBe('queued');
    expect(await scene.heard(callId)).toEqual(HELD);
    expect(await scene.clean(bo)).toEqual(CLEAN);
    await house.succeed(bo, 'go-ready', {});
    await house.quiet();
    expect(await scene.offerAt(bo)).toMatchObject({ callId, purpose: 'call' });
    await scene.answer(bo);
    expect(await scene.heard(callId)).toEqual(['Bo hears Cleo', 'Cleo hears Bo']);
    await endsClean(callId, customer);
  });
});

test('race 9: a microphone that is refused in a consult is told, and the agent can still hand the line over', async () => {
  const { callId, customer } = await consulting();
  await scene.does(alex, 'report-device', { callId, device: 'microphone', state: 'denied' });
  expect(await scene.heard(callId)).toEqual(CONSULT);
  await scene.does(alex, 'complete-transfer', { callId });
  expect(await scene.heard(callId)).toEqual(['Bo hears Cleo', 'Cleo hears Bo']);
  expect(await scene.clean(alex)).toEqual(CLEAN);
  await endsClean(callId, customer);
});

test('the media node dies in a consult: everybody is placed anew, and the consult goes on', async () => {
  const { callId, customer } = await consulting();
  const before = await house.call(callId);
  await house.node.die();
  await house.node.restart();
  await house.pass(7_000);
  await house.pass(1_000);
  const after = await house.call(callId);
  expect(after.mediaEpoch).toBe(before.mediaEpoch + 1);
  expect(after.beside).toEqual(before.beside);
  expect(await scene.heard(callId)).toEqual(CONSULT);
  await endsClean(callId, customer);
});
