import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CallScene, CLEAN, callScene } from '../testing/call-scene.ts';
import { type AgentSeat, type House, openHouse } from '../testing/engine-house.ts';

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

function at(seat: AgentSeat): { readonly type: 'agent'; readonly agentId: string } {
  return { type: 'agent', agentId: seat.personId };
}

async function dial(from: AgentSeat, to: AgentSeat, kind: 'audio' | 'video' = 'audio') {
  const dialled = await house.succeed(from, 'dial', { to: at(to), kind });
  await house.quiet();
  return dialled;
}

/** The time of a ring, in which these pages live. */
async function passWith(seats: readonly AgentSeat[]): Promise<void> {
  for (let slice = 0; slice < 3; slice += 1) {
    for (const seat of seats) await house.renew(seat);
    await house.pass(7_000);
  }
}

const BOTH = ['Alex hears Bo', 'Bo hears Alex'];

describe('a call between colleagues', () => {
  test('rings with who calls, is nobody’s work in a queue, and both hear each other', async () => {
    const { callId, conversationId, legId } = await dial(alex, bo);
    expect(await scene.heard(callId)).toEqual([]);
    expect(await scene.offerAt(bo)).toMatchObject({
      callId,
      purpose: 'internal',
      fromName: 'Alex',
      customerName: 'Alex',
      channel: 'voice',
      kind: 'audio',
      queueName: '',
    });
    expect((await house.desk(alex)).calls).toEqual([
      { callId, legId, conversationId, tabId: alex.tabId },
    ]);
    expect(await house.database.query('SELECT 1 FROM contacts')).toEqual([]);
    await scene.answer(bo);
    expect(await scene.heard(callId)).toEqual(BOTH);
    expect(await house.facts(conversationId)).toEqual([
      'internal-started',
      'call-started',
      'call-offered',
      'call-answered',
      'link-connected',
    ]);
    await scene.does(bo, 'end-call', { callId });
    for (const seat of [alex, bo]) expect(await scene.clean(seat)).toEqual(CLEAN);
    expect(house.node.plan(callId)).toBe(null);
  });

  test('is seen too when it is a video call', async () => {
    const { callId } = await dial(alex, bo, 'video');
    await scene.answer(bo);
    expect(await scene.seen(callId)).toEqual(['Alex sees Bo', 'Bo sees Alex']);
  });

  test('is read by the two, and by nobody else', async () => {
    const cy = await house.readyAgent('Cy');
    const { conversationId } = await dial(alex, bo);
    const reads = async (seat: AgentSeat) =>
      (await house.follow(seat.who, `conversation:${conversationId}`)).ok;
    expect([await reads(alex), await reads(bo), await reads(cy)]).toEqual([true, true, false]);
  });

  test.each([
    ['declined', 'declined'],
    ['hung up by the caller', 'abandoned'],
    ['let ring', 'no-answer'],
    ['left with the page', 'unreachable'],
  ] as const)('that is %s is over, and both are free', async (how, reason) => {
    const { callId } = await dial(alex, bo);
    const { offerId } = await scene.offerAt(bo);
    const came = {
      declined: () => house.succeed(bo, 'decline-offer', { offerId }),
      'hung up by the caller': () => scene.does(alex, 'end-call', { callId }),
      'let ring': () => passWith([alex, bo]),
      'left with the page': async () => {
        await house.engine().dropTab(bo.personId, bo.tabId);
        await passWith([alex]);
      },
    };
    await came[how]();
    await house.quiet();
    expect((await house.call(callId)).phase).toMatchObject({ name: 'ended', reason });
    for (const seat of [alex, bo]) expect(await scene.clean(seat)).toEqual(CLEAN);
    expect((await house.desk(bo)).presence?.wish.state).toBe('ready');
  });

  test('reaches who pauses, by number too, but not oneself or somebody who is away', async () => {
    await house.succeed(bo, 'pause', { reason: 'Lunch' });
    const [row] = await house.database.query<{ number: number }>({
      text: 'SELECT internal_number AS number FROM staff WHERE id = $1',
      values: [bo.personId],
    });
    const number = { type: 'number', number: String(row?.number) };
    await house.succeed(alex, 'dial', { to: number, kind: 'audio' });
    expect((await scene.offerAt(bo)).purpose).toBe('internal');
    const cy = await house.agent('Cy');
    const dialled = async (to: object) => house.run(alex, 'dial', { to, kind: 'audio' });
    expect(await dialled(at(cy))).toMatchObject({ code: 'target-offline', facts: { name: 'Cy' } });
    expect(await dialled(at(alex))).toMatchObject({ code: 'target-busy' });
    expect(await dialled(at(bo))).toMatchObject({ code: 'target-busy', facts: { name: 'Bo' } });
    expect(await dialled({ type: 'number', number: '0800 555' })).toMatchObject({
      code: 'no-trunk',
    });
    expect(await dialled({ type: 'agent', agentId: 'nobody' })).toMatchObject({
      code: 'not-found',
    });
  });

  test('to a queue rings its first free agent', async () => {
    const to = { type: 'queue', queueId: 'support' };
    await house.succeed(alex, 'switch-channel', { channel: 'voice', on: false });
    await house.succeed(alex, 'dial', { to, kind: 'audio' });
    expect((await scene.offerAt(bo)).purpose).toBe('internal');
  });

  test('pressed five times under one id is one call', async () => {
    const seat = { ...alex, commandId: 'dialled-once' };
    const pressed = () => house.run(seat, 'dial', { to: at(bo), kind: 'audio' });
    const answers = await Promise.all([pressed(), pressed(), pressed(), pressed(), pressed()]);
    const [first] = answers;
    expect(first?.ok).toBe(true);
    expect(answers).toEqual(answers.map(() => first));
    await house.quiet();
    expect(await pressed()).toEqual(first);
    expect(await scene.tasks(alex)).toEqual(['voice active']);
    expect(await house.database.query('SELECT 1 FROM calls')).toHaveLength(1);
    expect(await house.database.query('SELECT 1 FROM conversations')).toHaveLength(1);
  });

  test('between two who dial each other at once rings one of them', async () => {
    const answers = await Promise.all([
      house.run(alex, 'dial', { to: at(bo), kind: 'audio' }),
      house.run(bo, 'dial', { to: at(alex), kind: 'audio' }),
    ]);
    await house.quiet();
    expect(answers.some((answer) => answer.ok)).toBe(true);
    for (const seat of [alex, bo]) expect((await house.desk(seat)).offers.length).toBeLessThan(2);
  });

  test('is handed on, and asked about, like any other, but not to a queue', async () => {
    const cy = await house.readyAgent('Cy');
    const { callId } = await dial(alex, bo);
    await scene.answer(bo);
    const to = { type: 'queue', queueId: 'support' };
    expect(await scene.press(bo, 'transfer-call', { callId, to })).toMatchObject({
      code: 'no-customer',
    });
    await scene.does(bo, 'consult', { callId, to: at(cy) });
    await scene.answer(cy);
    expect(await scene.heard(callId)).toEqual(['Alex hears music', 'Bo hears Cy', 'Cy hears Bo']);
    await scene.does(bo, 'complete-transfer', { callId });
    expect(await scene.heard(callId)).toEqual(['Alex hears Cy', 'Cy hears Alex']);
    await scene.does(cy, 'end-call', { callId });
    for (const seat of [alex, bo, cy]) expect(await scene.clean(seat)).toEqual(CLEAN);
  });
});

describe('several calls', () => {
  test('one is live: dialling holds it, switching holds the other, and a held one can be ended', async () => {
    const { callId } = await scene.talking([alex]);
    const second = await dial(alex, bo);
    expect(await scene.heard(callId)).toEqual(['Cleo hears music']);
    await scene.answer(bo);
    expect(await scene.heard(second.callId)).toEqual(BOTH);
    await scene.does(alex, 'resume-call', { callId });
    expect(await scene.heard(callId)).toEqual(['Alex hears Cleo', 'Cleo hears Alex']);
    expect(await scene.heard(second.callId)).toEqual(['Bo hears music']);
    await scene.does(alex, 'end-call', { callId: second.callId });
    expect(await scene.clean(bo)).toEqual(CLEAN);
    expect(await scene.heard(callId)).toEqual(['Alex hears Cleo', 'Cleo hears Alex']);
    expect(await scene.tasks(alex)).toEqual(['chat active', 'voice active']);
  });

  test('a colleague’s call waits beside a call, and answering it holds the customer', async () => {
    const { callId } = await scene.talking([alex]);
    const second = await house.succeed(bo, 'dial', { to: at(alex), kind: 'audio' });
    await house.quiet();
    await scene.answer(alex);
    expect(await scene.heard(callId)).toEqual(['Cleo hears music']);
    expect(await scene.heard(second.callId)).toEqual(BOTH);
    await scene.does(alex, 'resume-call', { callId });
    expect(await scene.heard(callId)).toEqual(['Alex hears Cleo', 'Cleo hears Alex']);
    expect(await scene.heard(second.callId)).toEqual(['Bo hears music']);
  });

  test('what is refused leaves the live call live', async () => {
    const { callId } = await scene.talking([alex]);
    const live = ['Alex hears Cleo', 'Cleo hears Alex'];
    await house.database.query(`UPDATE media_nodes SET state = 'preparing'`);
    expect(await house.run(alex, 'dial', { to: at(bo), kind: 'audio' })).toMatchObject({
      code: 'media-not-ready',
    });
    await house.quiet();
    expect(await scene.heard(callId)).toEqual(live);
    await house.database.query(`UPDATE media_nodes SET state = 'ready'`);
    expect(await house.run(alex, 'dial', { to: at(bo), kind: 'video' })).toMatchObject({
      code: 'already-in-call',
    });
    expect(await scene.heard(callId)).toEqual(live);
  });

  test('a video call is an agent’s only one', async () => {
    await scene.talking([alex], 'video');
    expect(await house.run(alex, 'dial', { to: at(bo), kind: 'audio' })).toMatchObject({
      code: 'already-in-call',
    });
    expect(await house.run(bo, 'dial', { to: at(alex), kind: 'audio' })).toMatchObject({
      code: 'target-busy',
    });
    await scene.talking([bo]);
    const cy = await house.readyAgent('Cy');
    expect(await house.run(cy, 'dial', { to: at(bo), kind: 'video' })).toMatchObject({
      code: 'target-busy',
    });
  });

  test('a consult on a held call holds the live one, and ending the consult leaves both as they are', async () => {
    const cy = await house.readyAgent('Cy');
    const { callId } = await scene.talking([alex]);
    const second = await dial(alex, bo);
    await scene.answer(bo);
    await scene.does(alex, 'consult', { callId, to: at(cy) });
    expect(await scene.heard(second.callId)).toEqual(['Bo hears music']);
    await scene.answer(cy);
    expect(await scene.heard(callId)).toEqual([
      'Alex hears Cy',
      'Cleo hears music',
      'Cy hears Alex',
    ]);
    await scene.does(alex, 'resume-call', { callId: second.callId });
    expect(await scene.heard(second.callId)).toEqual(BOTH);
    expect(await scene.heard(callId)).toEqual(['Cleo hears music', 'Cy hears music']);
    await scene.does(cy, 'end-call', { callId });
    await scene.does(alex, 'end-call', { callId: second.callId });
    await scene.does(alex, 'resume-call', { callId });
    expect(await scene.heard(callId)).toEqual(['Alex hears Cleo', 'Cleo hears Alex']);
    expect(await scene.clean(cy)).toEqual(CLEAN);
  });
});
