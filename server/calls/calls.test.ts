import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CallScene, callScene } from '../testing/call-scene.ts';
import { type AgentSeat, type House, openHouse } from '../testing/engine-house.ts';

let house: House;
let scene: CallScene;
beforeEach(async () => {
  house = await openHouse();
  scene = callScene(house);
});
afterEach(() => house.stop());

/** A video call of a customer with an agent, both media paths up. */
async function talking() {
  const customer = await house.customer();
  const agent = await house.readyAgent('Alex');
  const { callId, legId } = await scene.ring(customer);
  const offer = await scene.offerAt(agent);
  const answered = await house.succeed(agent, 'answer-offer', { offerId: offer.offerId });
  await house.quiet();
  const agentLegId = answered.legId ?? '';
  for (const [leg, seat] of [
    [legId, customer],
    [agentLegId, agent],
  ] as const) {
    const { tabId } = seat;
    await house.node.link({ callId, legId: leg, tabId, epoch: 1, state: 'connected' });
  }
  return { customer, agent, callId, legId, agentLegId };
}

describe('a call', () => {
  test('rings the ready agent with everything the incoming panel shows, and is answered', async () => {
    const { callId, customer, agent } = await talking();
    expect((await house.call(callId)).phase.name).toBe('active');
    expect(await house.facts(customer.conversationId)).toEqual([
      'conversation-started',
      'call-started',
      'call-offered',
      'call-answered',
      'chat-assigned',
      'link-connected',
      'link-connected',
    ]);
    const desk = await house.desk(agent);
    expect(desk.offers).toEqual([]);
    expect(desk.calls).toMatchObject([{ callId, tabId: agent.tabId }]);
    expect(desk.conversations).toMatchObject([{ conversationId: customer.conversationId }]);
    expect(house.node.plan(callId)?.flows).toHaveLength(4);
  });

  test('is offered with caller, queue, source, wait and page', async () => {
    const agent = await house.readyAgent('Alex');
    const customer = await house.customer('Dana');
    const { callId } = await scene.ring(customer, 'audio');
    expect(await scene.offerAt(agent)).toMatchObject({
      callId,
      channel: 'voice',
      kind: 'audio',
      customerName: 'Dana',
      queueName: 'Support',
      entryName: 'Website',
      waitingSince: house.now(),
      ringsUntil: house.now() + 20_000,
    });
  });

  test('is refused while another is up, when its button is off, and while no media node is ready', async () => {
    const customer = await house.customer();
    const asked = { conversationId: customer.conversationId, kind: 'audio' };
    await house.succeed(customer, 'start-call', asked);
    expect(await house.run(customer, 'start-call', asked)).toMatchObject({
      code: 'already-in-call',
    });
    const other = await house.customer();
    await house.database.query(`UPDATE media_nodes SET state = 'preparing'`);
    const mine = { ...asked, conversationId: other.conversationId };
    expect(await house.run(other, 'start-call', mine)).toMatchObject({ code: 'media-not-ready' });
    await house.database.query(
      `UPDATE entries SET config = jsonb_set(config, '{buttons,audio}', 'false')`,
    );
    expect(await house.run(other, 'start-call', mine)).toMatchObject({ code: 'kind-switched-off' });
  });

  test('held by the agent plays to the customer only, and ends clean from hold', async () => {
    const { callId, agent, customer, agentLegId, legId } = await talking();
    await house.succeed(agent, 'hold-call', { callId, legId: agentLegId });
    await house.quiet();
    expect(house.node.plan(callId)?.flows.map((flow) => [flow.from, flow.to])).toEqual([
      ['player', legId],
      ['player', legId],
    ]);
    expect(await house.run(customer, 'resume-call', { callId, legId })).toMatchObject({
      code: 'not-allowed',
    });
    await house.succeed(customer, 'end-call', { callId, legId });
    await house.quiet();
    expect((await house.call(callId)).phase).toMatchObject({
      name: 'ended',
      reason: 'customer-ended',
    });
    expect(house.node.plan(callId)).toBe(null);
    expect((await house.desk(agent)).calls).toEqual([]);
    // The agent is free for the next one.
    const next = await scene.ring(await house.customer('Next'));
    expect((await scene.offerAt(agent)).callId).toBe(next.callId);
  });

  test('never changes its kind, and the refusal names the transition', async () => {
    const { callId, customer, legId } = await talking();
    expect(await house.run(customer, 'change-kind', { callId, legId, to: 'audio' })).toMatchObject({
      code: 'transition-refused',
      facts: { from: 'video', to: 'audio' },
    });
  });

  test('of sound only refuses pictures by control and by raw request', async () => {
    const customer = await house.customer();
    const { callId, legId } = await scene.ring(customer, 'audio');
    expect(await house.run(customer, 'turn-camera-on', { callId, legId })).toMatchObject({
      code: 'no-picture-in-audio-call',
    });
    const produce = { callId, legId, source: 'camera', rtpParameters: {} };
    expect(await house.run(customer, 'media-produce', produce)).toMatchObject({
      code: 'no-picture-in-audio-call',
    });
  });

  test('shows both sides whose line is poor, and keeps nothing of it', async () => {
    const { callId, legId, customer } = await talking();
    const report = { callId, legId, level: 'poor', because: 'loss' };
    await house.succeed(customer, 'report-quality', report);
    expect(house.hints.at(-1)).toEqual({
      to: { conversationId: customer.conversationId },
      hint: { type: 'quality', ...report },
    });
  });

  test('keeps what the page says of devices, sound and gaps for the other side to see', async () => {
    const { callId, legId, customer } = await talking();
    const leg = { callId, legId };
    await house.succeed(customer, 'report-device', { ...leg, device: 'camera', state: 'denied' });
    await house.succeed(customer, 'report-sound', { ...leg, playing: false });
    await house.succeed(customer, 'report-gap', { ...leg, gapMs: 1_200, cause: 'network' });
    expect((await house.call(callId)).legs[0]).toMatchObject({
      devices: { camera: 'denied' },
      soundPlaying: false,
    });
    expect((await house.facts(customer.conversationId)).slice(-3)).toEqual([
      'device-reported',
      'sound-reported',
      'gap-measured',
    ]);
  });

  test('leaves nobody else a way in', async () => {
    const { callId, legId, agentLegId, agent } = await talking();
    const stranger = await house.customer('Eve');
    const bo = await house.agent('Bo');
    for (const seat of [stranger, bo]) {
      for (const leg of [legId, agentLegId]) {
        for (const name of ['mute', 'end-call', 'take-leg', 'media-join'] as const) {
          const data = { callId, legId: leg, rtpCapabilities: null };
          expect(await house.run(seat, name, data)).toMatchObject({ code: 'not-allowed' });
        }
      }
    }
    expect(await house.run(agent, 'end-call', { callId, legId })).toMatchObject({
      code: 'not-allowed',
    });
  });
});

describe('a command pressed twice', () => {
  test('under one id starts one call, answers the same, and ends it once', async () => {
    const customer = await house.customer();
    const asked = { conversationId: customer.conversationId, kind: 'audio' };
    const start = () =>
      house.run<'start-call'>({ ...customer, commandId: 'pressed-twice' }, 'start-call', asked);
    const answers = await Promise.all([start(), start(), start()]);
    const [first] = answers;
    expect(answers).toEqual([first, first, first]);
    if (!first?.ok) throw new Error('the call was refused');
    const end = () => house.run({ ...customer, commandId: 'ended-twice' }, 'end-call', first.data);
    expect(await Promise.all([end(), end()])).toEqual([
      { ok: true, data: {} },
      { ok: true, data: {} },
    ]);
    const facts = await house.facts(customer.conversationId);
    expect(facts).toEqual(['conversation-started', 'call-started', 'call-ended']);
  });

  test('under two ids is refused the second time, and says why', async () => {
    const alex = await house.readyAgent('Alex');
    await scene.ring(await house.customer());
    const { offerId } = await scene.offerAt(alex);
    const answers = await Promise.all([
      house.run(alex, 'answer-offer', { offerId }),
      house.run(alex, 'answer-offer', { offerId }),
    ]);
    const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.code)).sort();
    expect(codes).toEqual(['offer-closed', 'ok']);
  });
});

describe('races', () => {
  test('race 2: a customer who hangs up just after an agent is reserved frees the agent for the next in line', async () => {
    const alex = await house.readyAgent('Alex');
    const first = await house.customer('First');
    const second = await house.customer('Second');
    const { callId, legId } = await scene.ring(first);
    const next = await scene.ring(second);
    await house.succeed(first, 'end-call', { callId, legId });
    await house.quiet();
    expect((await house.call(callId)).phase).toMatchObject({ reason: 'abandoned' });
    expect((await scene.offerAt(alex)).callId).toBe(next.callId);
  });

  test('race 3: a customer who hangs up just after the agent accepted leaves both in a clean state', async () => {
    const { callId, legId, customer, agent } = await talking();
    await house.succeed(customer, 'end-call', { callId, legId });
    await house.quiet();
    expect((await house.desk(agent)).calls).toEqual([]);
    expect(await tasksOf(agent)).toEqual(['chat active']);
  });

  test('race 3: an answer and a hang-up at the same instant: one of the two orders, never both', async () => {
    for (let round = 0; round < 8; round += 1) {
      const alex = await house.readyAgent(`Alex${round}`);
      const customer = await house.customer();
      const { callId, legId } = await scene.ring(customer);
      const { offerId } = await scene.offerAt(alex);
      const [answer, end] = await Promise.all([
        house.run(alex, 'answer-offer', { offerId }),
        house.run(customer, 'end-call', { callId, legId }),
      ]);
      await house.quiet();
      const { phase } = await house.call(callId);
      expect(end.ok).toBe(true);
      expect(phase).toMatchObject({ reason: answer.ok ? 'customer-ended' : 'abandoned' });
      expect((await house.desk(alex)).offers).toEqual([]);
      expect(await tasksOf(alex)).toEqual(answer.ok ? ['chat active'] : []);
      await house.succeed(alex, 'go-offline', {});
    }
  });

  test('race 14: an answer at the moment the ring expires: answered, or with the next agent, never lost', async () => {
    for (let round = 0; round < 8; round += 1) {
      const alex = await house.readyAgent(`Alex${round}`);
      const bo = await house.readyAgent(`Bo${round}`);
      const customer = await house.customer();
      const { callId } = await scene.ring(customer);
      const { offerId } = await scene.offerAt(alex);
      const [answer] = await Promise.all([
        house.run(alex, 'answer-offer', { offerId }),
        house
          .renew(alex)
          .then(() => house.renew(bo))
          .then(() => house.pass(20_000)),
      ]);
      await house.renew(bo);
      await house.quiet();
      const { phase } = await house.call(callId);
      if (answer.ok) expect(phase.name).toBe('active');
      else expect(phase).toMatchObject({ name: 'ringing', agentId: bo.personId });
      // Who still waits would be the first to ring at the next agents; so would, minutes later, the chat of one who left.
      await endBy(answer.ok ? alex : customer, callId);
      const { conversationId } = customer;
      if (answer.ok) await house.succeed(alex, 'complete-conversation', { conversationId });
      await house.succeed(alex, 'go-offline', {});
      await house.succeed(bo, 'go-offline', {});
      expect(await house.database.query('SELECT id FROM contacts')).toEqual([]);
    }
  });

  test('race 5: an agent who goes ready while the only customer hangs up is rung by nobody and stays ready', async () => {
    for (let round = 0; round < 8; round += 1) {
      const alex = await house.agent(`Alex${round}`);
      await house.renew(alex);
      const customer = await house.customer();
      const { callId, legId } = await scene.ring(customer);
      await Promise.all([
        house.succeed(alex, 'go-ready', {}),
        house.succeed(customer, 'end-call', { callId, legId }),
      ]);
      await house.quiet();
      const desk = await house.desk(alex);
      expect([desk.offers, desk.presence?.wish.state]).toEqual([[], 'ready']);
      expect(await tasksOf(alex)).toEqual([]);
      await house.succeed(alex, 'go-offline', {});
    }
  });

  test('race 4: a customer who rings the only agent and hangs up gives the next in line the agent', async () => {
    const alex = await house.readyAgent('Alex');
    const first = await house.customer('First');
    const { callId, legId } = await scene.ring(first);
    const second = await house.customer('Second');
    await house.succeed(second, 'send-message', {
      conversationId: second.conversationId,
      messageId: 'm1',
      text: 'Hello',
    });
    await house.quiet();
    await house.succeed(first, 'end-call', { callId, legId });
    await house.quiet();
    expect(await scene.offerAt(alex)).toMatchObject({
      channel: 'chat',
      conversationId: second.conversationId,
    });
  });
});

async function tasksOf(seat: AgentSeat): Promise<readonly string[]> {
  const rows = await house.database.query<{ channel: string; state: string }>({
    text: 'SELECT channel, state FROM tasks WHERE agent_id = $1 ORDER BY channel',
    values: [seat.personId],
  });
  return rows.map((row) => `${row.channel} ${row.state}`);
}

async function endBy(seat: AgentSeat, callId: string): Promise<void> {
  const leg = (await house.call(callId)).legs.find((one) => one.personId === seat.personId);
  await house.succeed(seat, 'end-call', { callId, legId: leg?.id });
}
